// models/create_job.rs

//! The schema `CreateJob`.

use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Constant, Encode, Encoder, Held, Holds, Missing, ObjectEncoder, Rule, serialize,
};
use super::arguments;

/// A job.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateJob {
    /// The variant `once`.
    Once(Box<CreateJobOnce>),
    /// The variant `every`.
    Every(Box<CreateJobEvery>),
}

impl CreateJob {
    /// Starts the variant `once`.
    pub fn once() -> CreateJobOnceBuilder {
        CreateJobOnceBuilder::start()
    }

    /// Starts the variant `every`.
    pub fn every() -> CreateJobEveryBuilder {
        CreateJobEveryBuilder::start()
    }
}

impl Encode for CreateJob {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Self::Once(variant) => variant.encode(to),
            Self::Every(variant) => variant.encode(to),
        }
    }
}

impl Serialize for CreateJob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

/// The variant `once` of [`CreateJob`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateJobOnce {
    /// The field `name`.
    pub name: String,
    /// The field `note`.
    pub note: Option<String>,
}

/// Makes a [`CreateJob`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct CreateJobOnceBuilder<NameState = Missing<arguments::Name>> {
    name: NameState,
    note: Option<String>,
}

impl CreateJobOnceBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            note: None,
        }
    }
}

impl CreateJobOnceBuilder<Missing<arguments::Name>> {
    /// The field `name`.
    pub fn name(self, name: impl Into<String>) -> CreateJobOnceBuilder<Held<String>> {
        CreateJobOnceBuilder {
            name: Held::new(name.into()),
            note: self.note,
        }
    }
}

impl<NameState> CreateJobOnceBuilder<NameState> {
    /// The field `note`.
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> CreateJob
    where
        NameState: Holds<String>,
    {
        CreateJob::Once(
            Box::new(CreateJobOnce {
                name: self.name.take(),
                note: self.note,
            }),
        )
    }
}

impl Encode for CreateJobOnce {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl CreateJobOnce {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.constant("now", Constant::Boolean(true));
        object.optional("note", &self.note);
    }
}

impl Serialize for CreateJobOnce {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

/// The variant `every` of [`CreateJob`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateJobEvery {
    /// The field `name`.
    pub name: String,
    /// The field `hours`.
    pub hours: i32,
    /// The field `days`.
    #[deprecated(note = "Use hours.")]
    pub days: Option<i32>,
}

/// Makes a [`CreateJob`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct CreateJobEveryBuilder<
    NameState = Missing<arguments::Name>,
    HoursState = Missing<arguments::Hours>,
> {
    name: NameState,
    hours: HoursState,
    days: Option<i32>,
}

impl CreateJobEveryBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            hours: Missing::new(),
            days: None,
        }
    }
}

impl<HoursState> CreateJobEveryBuilder<Missing<arguments::Name>, HoursState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> CreateJobEveryBuilder<Held<String>, HoursState> {
        CreateJobEveryBuilder {
            name: Held::new(name.into()),
            hours: self.hours,
            days: self.days,
        }
    }
}

impl<NameState> CreateJobEveryBuilder<NameState, Missing<arguments::Hours>> {
    /// The field `hours`.
    pub fn hours(self, hours: i32) -> CreateJobEveryBuilder<NameState, Held<i32>> {
        CreateJobEveryBuilder {
            hours: Held::new(hours),
            name: self.name,
            days: self.days,
        }
    }
}

impl<NameState, HoursState> CreateJobEveryBuilder<NameState, HoursState> {
    /// The field `days`.
    pub fn days(mut self, days: i32) -> Self {
        self.days = Some(days);
        self
    }

    /// Makes it of what was given.
    #[expect(deprecated, reason = "deprecated fields are still sent")]
    pub fn build(self) -> CreateJob
    where
        NameState: Holds<String>,
        HoursState: Holds<i32>,
    {
        CreateJob::Every(
            Box::new(CreateJobEvery {
                name: self.name.take(),
                hours: self.hours.take(),
                days: self.days,
            }),
        )
    }
}

impl Encode for CreateJobEvery {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[expect(deprecated, reason = "deprecated fields are still sent")]
impl CreateJobEvery {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.ruled("hours", &self.hours, &[Rule::Integer { min: 1, max: 24 }]);
        object.optional("days", &self.days);
    }
}

impl Serialize for CreateJobEvery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

