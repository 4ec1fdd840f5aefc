//! Specs that are mostly right, with any text where text is free: what is accepted has the shape that it has with
//! harmless text.
#![no_main]

use std::fmt::Write as _;

use apiloom_fuzz::generator::client;
use apiloom_fuzz::yaml::quoted;
use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|spec: Spec| {
    let Some(client) = client(spec.text(Words::AsGiven).as_bytes()) else { return };
    // Harmless text may be refused where the given one fits: as an example value, say.
    let Some(harmless) = self::client(spec.text(Words::Harmless).as_bytes()) else { return };
    if let Some(difference) = client.difference(&harmless) {
        panic!("text became {difference}: {}", spec.text(Words::AsGiven));
    }
});

/// Which texts a spec is written with.
#[derive(Clone, Copy, PartialEq)]
enum Words {
    AsGiven,
    Harmless,
}

impl Words {
    fn of(self, text: &str) -> String {
        quoted(if self == Words::AsGiven { text } else { "x" })
    }
}

#[derive(Arbitrary, Debug)]
struct Spec {
    name: String,
    description: String,
    any_case: bool,
    envelope: bool,
    security: Security,
    operations: Vec<Operation>,
    schemas: Vec<Schema>,
}

#[derive(Arbitrary, Debug)]
enum Security {
    None,
    Bearer,
    Basic,
    Query(String),
}

#[derive(Arbitrary, Debug)]
struct Operation {
    method: Method,
    summary: String,
    deprecated: Option<String>,
    query: Vec<Member>,
    body: Option<Type>,
    returns: Type,
    many: bool,
    described: String,
}

#[derive(Arbitrary, Debug)]
enum Method {
    Get,
    Put,
    Post,
    Delete,
}

#[derive(Arbitrary, Debug)]
enum Schema {
    Object(String, Vec<Member>),
    Enum(Vec<(String, String)>, bool),
    Named(Type, bool),
    Union(Vec<u8>),
}

/// A field or a parameter: its name on the wire is any text, its name in Rust is given.
#[derive(Arbitrary, Debug)]
struct Member {
    wire: String,
    ty: Type,
    optional: bool,
    nullable: bool,
    secret: bool,
    description: Option<String>,
    deprecated: Option<String>,
    default: Option<String>,
}

#[derive(Arbitrary, Debug)]
enum Type {
    String,
    Bool,
    I32,
    F64,
    Uuid,
    DateTime,
    Decimal,
    Json,
    Schema(u8),
    List(Box<Type>),
    Map(Box<Type>),
}

impl Spec {
    fn text(&self, words: Words) -> String {
        let mut out =
            format!("apiloom: 1\nname: {}\ndescription: {}\n", words.of(&self.name), words.of(&self.description));
        out.push_str("servers: { main: https://a.example, other: https://b.example }\n");
        out.push_str(if self.any_case { "names: { read: any-case }\n" } else { "" });
        match &self.security {
            Security::None => {}
            Security::Bearer => out.push_str("security: bearer\n"),
            Security::Basic => out.push_str("security: basic\n"),
            Security::Query(name) => drop(writeln!(out, "security: {{ query: {} }}", words.of(name))),
        }
        out.push_str(if self.envelope { "envelope: { schema: Page, items: items, next: next }\n" } else { "" });
        out.push_str("operations:\n");
        self.operations
            .iter()
            .take(6)
            .enumerate()
            .for_each(|(at, operation)| operation.write(at, self, words, &mut out));
        out.push_str("schemas:\n  Page<T>: { fields: { items: list<T>, next: string? } }\n");
        self.schemas.iter().take(8).enumerate().for_each(|(at, schema)| schema.write(at, self, words, &mut out));
        out
    }

    /// A schema that there is.
    fn schema(&self, number: u8) -> String {
        match self.schemas.len().min(8) {
            0 => "string".to_owned(),
            count => format!("S{}", usize::from(number) % count),
        }
    }
}

impl Operation {
    fn write(&self, at: usize, spec: &Spec, words: Words, out: &mut String) {
        let method = match self.method {
            Method::Get => "GET",
            Method::Put => "PUT",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        let _ = writeln!(out, "  run_{at}:\n    summary: {}\n    request: {method} /run/{at}", words.of(&self.summary));
        if let Some(deprecated) = &self.deprecated {
            let _ = writeln!(out, "    deprecated: {}", words.of(deprecated));
        }
        out.push_str("    query:\n      always: string?\n");
        self.query.iter().take(5).enumerate().for_each(|(at, member)| member.write(at, spec, words, out));
        if let Some(body) = &self.body {
            let _ = writeln!(out, "    body: {}", quoted(&body.text(spec, 0)));
        }
        let many = if self.many { "many " } else { "" };
        let returns = quoted(&format!("{many}{}", self.returns.text(spec, 0)));
        let _ = writeln!(out, "    returns: {{ type: {returns}, description: {} }}", words.of(&self.described));
    }
}

impl Schema {
    fn write(&self, at: usize, spec: &Spec, words: Words, out: &mut String) {
        match self {
            Schema::Object(description, fields) => {
                let _ = writeln!(
                    out,
                    "  S{at}:\n    description: {}\n    fields:\n      always: string?",
                    words.of(description)
                );
                fields.iter().take(6).enumerate().for_each(|(at, field)| field.write(at, spec, words, out));
            }
            Schema::Enum(values, exhaustive) => {
                let _ = writeln!(out, "  S{at}:\n    exhaustive: {exhaustive}\n    enum:\n      always: Always.");
                for (at, (value, description)) in values.iter().take(6).enumerate() {
                    let value = if words == Words::AsGiven { quoted(value) } else { quoted(&format!("x-{at}")) };
                    let description = words.of(description);
                    let _ = writeln!(out, "      {value}: {{ description: {description}, rust_name: V{at} }}");
                }
            }
            Schema::Named(ty, secret) => {
                let _ = writeln!(out, "  S{at}: {{ type: {}, secret: {secret} }}", quoted(&ty.text(spec, 0)));
            }
            Schema::Union(members) => {
                let _ = writeln!(out, "  S{at}:\n    discriminator: kind\n    union:\n      always: S0");
                for (at, member) in members.iter().take(4).enumerate() {
                    let _ = writeln!(out, "      tag_{at}: {}", spec.schema(*member));
                }
            }
        }
    }
}

impl Member {
    fn write(&self, at: usize, spec: &Spec, words: Words, out: &mut String) {
        let wire = if words == Words::AsGiven { quoted(&self.wire) } else { quoted(&format!("x-{at}")) };
        let null = if self.nullable { " | null" } else { "" };
        let end = if self.optional { "?" } else { "" };
        let ty = quoted(&format!("{}{null}{end}", self.ty.text(spec, 0)));
        let _ = write!(out, "      {wire}: {{ type: {ty}, rust_name: name_{at}, secret: {}", self.secret);
        for (key, text) in
            [("description", &self.description), ("deprecated", &self.deprecated), ("default", &self.default)]
        {
            if let Some(text) = text {
                let _ = write!(out, ", {key}: {}", words.of(text));
            }
        }
        out.push_str(" }\n");
    }
}

impl Type {
    fn text(&self, spec: &Spec, depth: usize) -> String {
        match self {
            Type::Bool => "bool".to_owned(),
            Type::I32 => "i32".to_owned(),
            Type::F64 => "f64".to_owned(),
            Type::Uuid => "uuid".to_owned(),
            Type::DateTime => "date-time".to_owned(),
            Type::Decimal => "decimal".to_owned(),
            Type::Json => "json".to_owned(),
            Type::Schema(number) => spec.schema(*number),
            Type::List(item) if depth < 3 => format!("list<{}>", item.text(spec, depth + 1)),
            Type::Map(item) if depth < 3 => format!("map<{}>", item.text(spec, depth + 1)),
            Type::String | Type::List(_) | Type::Map(_) => "string".to_owned(),
        }
    }
}
