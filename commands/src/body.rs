//! The body: a file, fields that were given by themselves, or both.

use apiloom_runtime::{Bytes, Json, serde_json};
use serde::de::DeserializeOwned;
use serde_json::Map;

use crate::failure::Failure;
use crate::given::{Given, Source};
use crate::table::{Body, Input};

impl Given {
    /// Whether anything of the body was given.
    #[must_use]
    pub fn has_body(&self) -> bool {
        self.file.is_some() || self.fields().next().is_some()
    }

    /// The body.
    ///
    /// # Errors
    /// It has no such type: something is missing, or wrong.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        let json = match self.body {
            Body::Fields { constants, .. } => Json::Object(self.object(constants)?),
            _ => self.json()?,
        };
        let has_secrets = self.inputs.iter().any(|input| input.is_secret);
        serde_json::from_value(json).map_err(|error| match has_secrets {
            true => Failure::usage("the body: something is missing, or of the wrong type".to_owned()),
            false => Failure::usage(format!("the body: {error}")),
        })
    }

    /// The body as text.
    ///
    /// # Errors
    /// There is none, or it is not UTF-8.
    pub fn text(&self) -> Result<String, Failure> {
        let Source { path, bytes } = self.source()?;
        String::from_utf8(bytes.to_vec()).map_err(|_| Failure::usage(format!("{path}: it is not UTF-8")))
    }

    /// The body as it is.
    ///
    /// # Errors
    /// There is none.
    pub fn bytes(&self) -> Result<Bytes, Failure> {
        self.source().map(|source| source.bytes.clone())
    }

    fn source(&self) -> Result<&Source, Failure> {
        self.file.as_ref().ok_or_else(|| Failure::usage("--body has to be given".to_owned()))
    }

    fn json(&self) -> Result<Json, Failure> {
        let Source { path, bytes } = self.source()?;
        serde_json::from_slice(bytes).map_err(|error| Failure::usage(format!("{path}: this is not JSON: {error}")))
    }

    /// What was given by itself.
    fn fields(&self) -> impl Iterator<Item = (&'static str, &Json)> {
        let values = self.inputs.iter().zip(&self.values);
        values.filter_map(|(input, value)| Some((input.field?, value.as_ref()?)))
    }

    fn object(&self, constants: &[(&'static str, &'static str)]) -> Result<Map<String, Json>, Failure> {
        let mut object = match &self.file {
            None => Map::new(),
            Some(source) => self.object_of(source, constants)?,
        };
        for (name, json) in constants {
            object.insert((*name).to_owned(), serde_json::from_str(json).unwrap_or(Json::Null));
        }
        object.extend(self.fields().map(|(name, value)| (name.to_owned(), value.clone())));
        Ok(object)
    }

    /// A field that nobody knows would be left out in silence.
    fn object_of(&self, source: &Source, constants: &[(&str, &str)]) -> Result<Map<String, Json>, Failure> {
        let Json::Object(object) = self.json()? else {
            return Err(Failure::usage(format!("{}: this is no JSON object", source.path)));
        };
        let fields = self.inputs.iter().filter_map(|input: &Input| input.field);
        let known: Vec<&str> = fields.chain(constants.iter().map(|(name, _)| *name)).collect();
        match object.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(object),
            Some(name) => {
                let name = crate::output::readable(name);
                let what = format!("{}: no field is called `{name}`; there are: {}", source.path, known.join(", "));
                Err(Failure::usage(what))
            }
        }
    }
}
