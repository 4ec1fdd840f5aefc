// models/all.rs

//! The schema `All`.

use apiloom_runtime::{Binary, Date, DateTime, Decimal, IsoDuration, Json, Url, Uuid};
use apiloom_runtime::wire::fields;

/// The schema `All`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct All {
    /// The field `string`.
    pub string: String,
    /// The field `bool`.
    pub bool: bool,
    /// The field `i32`.
    pub i32: i32,
    /// The field `i64`.
    pub i64: i64,
    /// The field `u32`.
    pub u32: u32,
    /// The field `u64`.
    pub u64: u64,
    /// The field `f32`.
    pub f32: f32,
    /// The field `f64`.
    pub f64: f64,
    /// The field `decimal`.
    pub decimal: Decimal,
    /// The field `uuid`.
    pub uuid: Uuid,
    /// The field `date`.
    pub date: Date,
    /// The field `date-time`.
    pub date_time: DateTime,
    /// The field `duration`.
    pub duration: IsoDuration,
    /// The field `url`.
    pub url: Url,
    /// The field `bytes`.
    pub bytes: Binary,
    /// The field `json`.
    pub json: Json,
}

fields! {
    All {
        string: required(0, "string"),
        bool: required(1, "bool"),
        i32: required(2, "i32"),
        i64: required(3, "i64"),
        u32: required(4, "u32"),
        u64: required(5, "u64"),
        f32: required(6, "f32"),
        f64: required(7, "f64"),
        decimal: required(8, "decimal"),
        uuid: required(9, "uuid"),
        date: required(10, "date"),
        date_time: required(11, "date-time"),
        duration: required(12, "duration"),
        url: required(13, "url"),
        bytes: required(14, "bytes"),
        json: required(15, "json"),
    }
}

#[cfg(test)]
impl apiloom_runtime::wire::Encode for All {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl All {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("string", &self.string);
        object.field("bool", &self.bool);
        object.field("i32", &self.i32);
        object.field("i64", &self.i64);
        object.field("u32", &self.u32);
        object.field("u64", &self.u64);
        object.field("f32", &self.f32);
        object.field("f64", &self.f64);
        object.field("decimal", &self.decimal);
        object.field("uuid", &self.uuid);
        object.field("date", &self.date);
        object.field("date-time", &self.date_time);
        object.field("duration", &self.duration);
        object.field("url", &self.url);
        object.field("bytes", &self.bytes);
        object.field("json", &self.json);
    }
}

#[cfg(test)]
impl apiloom_runtime::serde::Serialize for All {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

