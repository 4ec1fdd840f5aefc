//! Specs of every construct, put together by chance: what a person would hardly write, and the checker takes.

use std::collections::BTreeSet;

use crate::import::value::{Map, Value, write};

/// Texts that YAML, JSON, Markdown or the importer could make something else of.
const TEXTS: [&str; 16] = [
    "plain",
    "yes",
    "2026-01-01",
    "1e3",
    "two\nlines",
    "ends with a line\n",
    "ends with two\n\n",
    "  begins with blanks",
    "trailing \nblanks ",
    "<b>HTML</b> &amp; more",
    "# not a comment: it's \"quoted\"",
    "- item\n- item",
    "tab\tand \u{85} and \u{2028} and \u{feff}",
    "名前 and 🦀",
    "{ a: b, c: [d] }",
    "OK",
];
const SCALARS: [&str; 15] = [
    "string",
    "bool",
    "i32",
    "i64",
    "u32",
    "u64",
    "f32",
    "f64",
    "decimal",
    "uuid",
    "date",
    "date-time",
    "duration",
    "url",
    "bytes",
];
const NAMES: [&str; 10] =
    ["id", "Report-Id", "a.b", "type", "x_y", "@odata.next", "self", "camelCase", "n2", "default"];
const STATUSES: [&str; 6] = ["400", "404", "429", "4XX", "5XX", "400, 409"];

pub(super) struct Random {
    numbers: fastrand::Rng,
    /// Whether credentials have names.
    named: bool,
    used: BTreeSet<(usize, &'static str)>,
}

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Random { numbers: fastrand::Rng::with_seed(seed), named: false, used: BTreeSet::new() }
    }

    /// Names and texts of the files of a spec.
    pub(super) fn spec(&mut self) -> Vec<(String, String)> {
        let several = self.chance(2);
        let mut main = self.head();
        let mut other = Map::default();
        let mut schemas: Vec<(String, Value)> = self.schemas();
        let second = schemas.split_off(if several { schemas.len() / 2 } else { schemas.len() });
        main.set("schemas", Map(schemas));
        let operations = Map((0..=self.below(6)).map(|at| self.operation(at)).collect());
        if several {
            other.set_some("description", self.maybe(Random::text));
            other.set("operations", operations);
            other.set("schemas", Map(second));
        } else {
            main.set("operations", operations);
        }
        let mut files = vec![(["api.yaml", "main.yaml"][self.below(2)].to_owned(), write(&main))];
        files.extend(several.then(|| ("beside.yaml".to_owned(), write(&other))));
        files
    }

    fn head(&mut self) -> Map {
        let mut api = Map::default();
        api.set("apiloom", Value::Plain("1".to_owned()));
        api.set("name", self.text());
        api.set_some("version", self.maybe(Random::text));
        api.set_some("description", self.maybe(Random::text));
        let mut main = map([("url", "https://a.example.com/v1/")]);
        if self.chance(2) {
            main = map([("url", "https://{at}.example.com:{port}/{v}/")]);
            main.set("variables", self.variables());
        }
        main.set_some("audience", self.maybe(Random::text));
        main.set_some("deprecated", self.maybe(Random::text));
        let other = map([("url", "https://b.example.com")]);
        api.set("servers", Map(vec![("main".to_owned(), main.into()), ("other_one".to_owned(), other.into())]));
        self.named = self.chance(2);
        if self.named {
            let kinds = [("user", Value::from("bearer")), ("app", map([("header", "X-Key")]).into())];
            let kinds = kinds.into_iter().chain([("sid", map([("cookie", "sid")]).into())]);
            api.set("credentials", Map(kinds.map(|(name, kind)| (name.to_owned(), kind)).collect()));
            let ways = ["user", "user + app", "none"];
            let list = Value::List(vec![self.pick(&ways).into(), "sid".into()]);
            api.set("security", if self.chance(2) { list } else { self.pick(&ways).into() });
        } else {
            api.set_some("security", self.maybe(|random| random.pick(&["bearer", "none"])));
        }
        api.set("envelope", map([("schema", "Page"), ("items", "items")]));
        if self.chance(2) {
            let mut every = map([("timeout", "45s")]);
            every.set("headers", Map(vec![("X-Trace".to_owned(), map([("generate", "uuid")]).into())]));
            every.set("errors", Map(vec![("403, 5XX".to_owned(), self.answer())]));
            every.set("query", Map(vec![("api-version".to_owned(), self.parameter("query"))]));
            api.set("every_operation", every);
        }
        if self.chance(3) {
            api.set("names", map([("read", "any-case")]));
        }
        api
    }

    /// Parts of a server's address.
    fn variables(&mut self) -> Map {
        let mut at = map([("default", "eu")]);
        at.set_some("description", self.maybe(Random::text));
        let mut values = Map(vec![("us".to_owned(), "In America.".into())]);
        let mut eu = Map::default();
        eu.set_some("description", self.maybe(Random::text));
        eu.set_some("deprecated", self.maybe(Random::text));
        eu.set_some("rust_name", self.maybe(|_| "Old"));
        values.set("eu", eu);
        let listed = Value::List(vec!["eu".into(), "us".into()]);
        at.set_some("enum", self.maybe(|random| if random.chance(2) { listed } else { values.into() }));
        let mut port = map([("default", "443")]);
        let whole = [Value::Plain("443".into()), Value::Plain("8443".into())];
        port.set_some("enum", self.maybe(|random| Value::List(random.pick(&[vec!["443".into()], whole.into()]))));
        Map(vec![("at".to_owned(), at.into()), ("port".to_owned(), port.into()), ("v".to_owned(), "v2".into())])
    }

    fn schemas(&mut self) -> Vec<(String, Value)> {
        let mut page = map_of_map("fields", map([("items", "list<T>"), ("next", "T?")]));
        page.set_some("rest", self.maybe(Random::rest));
        let mut thing = map_of_map("fields", self.fields());
        thing.set_some("rest", self.maybe(Random::rest));
        let mut all = vec![
            ("Page<T>".to_owned(), page.into()),
            ("Thing".to_owned(), thing.into()),
            ("State".to_owned(), self.enumeration()),
            ("Id".to_owned(), self.named()),
            (
                "Alias".to_owned(),
                self.pick(&["list<Thing>", "map<json>", "json", "Thing", "list<State | null>"]).into(),
            ),
            ("Text".to_owned(), map_of("fields", constant("text"))),
            ("Image".to_owned(), map_of("fields", constant("image"))),
            (
                "Part".to_owned(),
                map_of("union", map([("text", "Text"), ("image", "Image"), ("n", "f64"), ("l", "list<Id>")])),
            ),
            ("Shape".to_owned(), self.tagged()),
        ];
        let mut variants = map_of_map("fields", self.fields());
        let variant = |name: &str| Value::Map(map([(name, "bool?")]));
        variants.set("variants", Map(vec![("once".to_owned(), variant("v1")), ("often".to_owned(), variant("v2"))]));
        variants.set_some("rest", self.maybe(Random::rest));
        all.push(("Create".to_owned(), variants.into()));
        for (_, schema) in &mut all {
            if let Value::Map(keys) = schema {
                keys.set_some("description", self.maybe(Random::text));
                keys.set_some("deprecated", self.maybe(Random::text));
            }
        }
        let at = self.below(all.len());
        all.rotate_left(at);
        all
    }

    fn fields(&mut self) -> Map {
        let count = self.below(NAMES.len());
        let from = self.below(NAMES.len());
        let names = NAMES.iter().cycle().skip(from).take(count);
        Map(names.map(|name| ((*name).to_owned(), self.field())).collect())
    }

    /// What an object holds beside its fields.
    fn rest(&mut self) -> Value {
        let mut keys = map([("type", self.pick(&["json", "string", "list<Id> | null", "State", "Page<i32>"]))]);
        keys.set_some("description", self.maybe(Random::text));
        keys.set_some("rust_name", self.maybe(|_| "others"));
        keys.into()
    }

    fn field(&mut self) -> Value {
        if self.chance(8) {
            return map([("const", "fixed")]).into();
        }
        let mut keys = Map::default();
        let ty = self.ty(2);
        let ending = self.pick(&["", "?", " | null", " | null?"]);
        keys.set("type", format!("{ty}{ending}"));
        self.facets(&ty, &mut keys);
        for key in ["description", "deprecated"] {
            keys.set_some(key, self.maybe(Random::text));
        }
        let one = [("secret", true), ("read_only", true), ("write_only", true)];
        if let Some((key, value)) = self.maybe(|random| random.pick(&one)) {
            keys.set(key, value);
        }
        keys.set_some("servers", self.maybe(|_| Value::List(vec!["main".into()])));
        keys.set_some(
            "accept",
            self.maybe(|random| Value::List(vec![format!("also{}", random.below(1_000_000)).into()])),
        );
        keys.into()
    }

    fn facets(&mut self, ty: &str, keys: &mut Map) {
        match ty {
            "string" => {
                keys.set_some("pattern", self.maybe(|random| random.pick(&["^[a-z]+$", "^[^;\"\\\\]*$", "\\d"])));
                keys.set_some("length", self.maybe(|random| random.pick(&["1..", "..=64", "0..=3"])));
                keys.set_some("default", self.maybe(|_| "aaa"));
                keys.set_some("example", self.maybe(|_| "a1"));
            }
            "i32" | "u32" | "i64" | "u64" => {
                keys.set_some("range", self.maybe(|random| random.pick(&["0..", "1..=9", "..=100", "0..=0"])));
                keys.set_some("example", self.maybe(|random| Value::Plain(random.pick(&["0", "7"]).to_owned())));
            }
            "f32" | "f64" => {
                keys.set_some("range", self.maybe(|random| random.pick(&["0.5..", "-1.5..=1e3", "..=0.1"])));
            }
            _ => {}
        }
    }

    fn ty(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 => self.pick(&SCALARS).to_owned(),
            1 => self.pick(&["Id", "State", "Thing", "Part", "Shape", "Alias", "json"]).to_owned(),
            2 => format!("list<{}>", self.ty(depth - 1)),
            3 => format!("map<{} | null>", self.ty(depth - 1)),
            4 => format!("set<{}>", self.pick(&["string", "uuid"])),
            _ => format!("Page<{}>", self.ty(depth - 1)),
        }
    }

    fn enumeration(&mut self) -> Value {
        let mut values = Map::default();
        let whole = self.chance(2);
        for (at, name) in ["red", "in-progress", "CSV", "a b"].into_iter().enumerate().take(1 + self.below(4)) {
            let mut keys = Map::default();
            if whole {
                keys.set("value", Value::Plain(format!("{}", i64::try_from(at).unwrap() - 1)));
            }
            keys.set_some("description", self.maybe(Random::text));
            keys.set_some("deprecated", self.maybe(Random::text));
            keys.set_some("rust_name", self.maybe(|_| format!("Own{at}")));
            values.set(name, keys);
        }
        let mut schema = Map::default();
        let list =
            [Value::List(vec!["on".into(), "off".into(), "7".into()]), Value::List(vec![Value::Plain("7".into())])];
        schema.set("enum", if self.chance(4) { self.pick(&list) } else { values.into() });
        schema.set_some("exhaustive", self.maybe(|_| true));
        schema.into()
    }

    fn named(&mut self) -> Value {
        let ty = self.pick(&["uuid", "string", "i64", "date", "u32", "decimal"]);
        let mut keys = map([("type", ty)]);
        self.facets(ty, &mut keys);
        ["default", "example"].iter().for_each(|key| drop(keys.remove(key)));
        if ty == "string" {
            keys.set_some("format", self.maybe(|random| random.pick(&["date", "url", "uuid", "duration"])));
        }
        keys.set_some("secret", self.maybe(|_| true));
        keys.into()
    }

    fn tagged(&mut self) -> Value {
        let tags = ["circle", "a/b c", "200"];
        let members = tags.iter().take(1 + self.below(3)).map(|tag| ((*tag).to_owned(), Value::from("Thing")));
        let mut keys = map_of_map("union", Map(members.collect()));
        keys.set("discriminator", "kind of");
        keys.into()
    }

    fn operation(&mut self, at: usize) -> (String, Value) {
        let method = self.pick(&["GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS"]);
        // Some share a path with those before and after them.
        let path = format!("/of{}/{{id}}.json", if self.used.insert((at / 2, method)) { at / 2 } else { at + 100 });
        let mut keys = map([("request", format!("{method} {path}").as_str())]);
        keys.set("summary", self.text());
        keys.set_some("description", self.maybe(Random::text));
        keys.set_some("deprecated", self.maybe(Random::text));
        keys.set("path", Map(vec![("id".to_owned(), self.pick(&["Id", "string", "State"]).into())]));
        for section in ["query", "headers", "cookies"] {
            if self.chance(2) {
                let names = ["p-one", "p_two", "pThree"];
                let all = names
                    .iter()
                    .take(1 + self.below(3))
                    .map(|name| (format!("{section}-{name}"), self.parameter(section)));
                keys.set(section, Map(all.collect()));
            }
        }
        if !matches!(method, "GET" | "HEAD") {
            keys.set_some("body", self.maybe(Random::body));
        }
        match self.below(3) {
            0 => keys.set("returns", if method == "HEAD" { "empty".into() } else { self.answer() }),
            1 if method != "HEAD" => {
                let mut answer = map([("type", self.pick(&["many Thing", "one Id", "events Thing", "events string"]))]);
                answer.set_some("description", self.maybe(Random::text));
                if answer.get("type").is_some_and(|ty| *ty == Value::from("events Thing")) {
                    answer.set_some("end", self.maybe(|_| "[DONE]"));
                }
                keys.set("returns", answer);
            }
            _ => {
                let first = if method != "HEAD" && self.chance(2) { self.contents() } else { "empty".into() };
                keys.set("responses", Map(vec![("201".to_owned(), first), ("204".to_owned(), "empty".into())]));
            }
        }
        if self.chance(2) {
            keys.set("errors", Map(vec![(self.pick(&STATUSES).to_owned(), self.answer())]));
        }
        keys.set_some("scopes", self.maybe(|_| Value::List(vec!["a:b".into(), "c".into()])));
        keys.set_some(
            "security",
            self.maybe(|random| {
                let kinds: &[&str] = if random.named { &["none", "user", "sid"] } else { &["none", "bearer"] };
                random.pick(kinds)
            }),
        );
        keys.set_some("servers", self.maybe(|_| Value::List(vec!["other_one".into()])));
        keys.set_some("timeout", self.maybe(|_| "500ms"));
        keys.set_some("idempotent", self.maybe(|_| true));
        let method = method.to_lowercase();
        (format!("{method}_{at}"), keys.into())
    }

    fn parameter(&mut self, section: &str) -> Value {
        let (ty, how) = match (section, self.below(6)) {
            ("query", 0) => ("list<Id>", None),
            ("query", 1) => ("list<string>", Some(("separator", self.pick(&[",", " ", "|", ";", "::"])))),
            ("query", 2) => ("Thing", Some(("style", "deep"))),
            ("query", 3) => ("map<list<State>>", Some(("style", "flat"))),
            ("query" | "headers", 4) => ("Alias", Some(("content", "json"))),
            ("headers" | "cookies", 1) => ("set<uuid>", Some(("separator", self.pick(&[",", ";"])))),
            _ => (self.pick(&["string", "bool", "i32", "State", "Id", "url"]), None),
        };
        let mut keys = map([("type", format!("{ty}{}", self.pick(&["", "?"])).as_str())]);
        if let Some((key, value)) = how {
            keys.set(key, value);
        }
        self.facets(ty, &mut keys);
        for key in ["description", "deprecated"] {
            keys.set_some(key, self.maybe(Random::text));
        }
        keys.set_some("secret", self.maybe(|_| true));
        keys.into()
    }

    fn body(&mut self) -> Value {
        if self.chance(3) {
            return self.bodies();
        }
        let kinds = [
            ("Thing", "json"),
            ("list<Part>", "json"),
            ("Create", "json"),
            ("Page<Id>", "json"),
            ("Thing", "multipart"),
            ("Text", "form"),
            ("string", "text"),
            ("string", "json"),
            ("bytes", "bytes"),
            ("bytes", "image/png"),
            ("string", "text/csv"),
            ("bytes", "text/plain"),
            ("Thing", "application/vnd.thing+json"),
        ];
        let (ty, content) = self.pick(&kinds);
        let mut keys = map([("type", format!("{ty}{}", self.pick(&["", "?"])).as_str()), ("content", content)]);
        if content == "form" {
            keys.set_some("style", self.maybe(|_| "deep"));
        }
        keys.set_some("description", self.maybe(Random::text));
        keys.into()
    }

    /// Several ways to give a body.
    fn bodies(&mut self) -> Value {
        let ending = self.pick(&["", "?"]);
        let all = [
            ("json", "Page<Thing>", None),
            ("form", "Text", None),
            ("multipart", "Thing", None),
            ("text", "string", None),
            ("bytes", "Thing", Some("application/vnd.thing+json")),
            ("any_of", "string", Some("text/CSV; header=present")),
            ("packed", "bytes", Some("bytes")),
        ];
        let from = self.below(all.len());
        let all = all.iter().cycle().skip(from).take(2 + self.below(4));
        let mut ways = Map::default();
        for (name, ty, content) in all {
            let mut way = map([("type", format!("{ty}{ending}").as_str())]);
            way.set_some("content", *content);
            way.set_some("style", self.maybe(|_| "deep").filter(|_| *name == "form"));
            way.set_some("description", self.maybe(Random::text));
            ways.set(*name, way);
        }
        let mut keys = map_of_map("one of", ways);
        keys.set_some("description", self.maybe(Random::text));
        keys.into()
    }

    /// Several contents of an answer.
    fn contents(&mut self) -> Value {
        let mut ways = map([("json", self.pick(&["many Thing", "list<Id>", "one State"])), ("text", "string")]);
        let image = map([("type", "bytes"), ("content", "image/png")]);
        ways.set_some("json5", self.maybe(|_| image));
        let mut keys = map_of_map("one of", ways);
        keys.set_some("description", self.maybe(Random::text));
        keys.into()
    }

    fn answer(&mut self) -> Value {
        let kinds =
            [("Thing", "json"), ("bytes", "bytes"), ("string", "text"), ("string", "text/html"), ("Alias", "json")];
        let (ty, content) = self.pick(&kinds);
        let mut keys = map([("type", ty), ("content", content)]);
        if self.chance(2) {
            keys.set("headers", Map(vec![("ETag".to_owned(), self.parameter("headers"))]));
        }
        keys.set_some("description", self.maybe(Random::text));
        keys.into()
    }

    fn text(&mut self) -> &'static str {
        self.pick(&TEXTS)
    }

    fn pick<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(3).then(|| make(self))
    }

    /// Once in so many times.
    fn chance(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn below(&mut self, end: usize) -> usize {
        self.numbers.usize(0..end.max(1))
    }
}

fn map<'t>(entries: impl IntoIterator<Item = (&'t str, &'t str)>) -> Map {
    Map(entries.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value))).collect())
}

fn map_of_map(key: &str, value: Map) -> Map {
    Map(vec![(key.to_owned(), value.into())])
}

fn map_of(key: &str, value: Map) -> Value {
    map_of_map(key, value).into()
}

/// An object that its `kind` tells apart.
fn constant(kind: &str) -> Map {
    let mut fields = map([("body", "string")]);
    fields.set("kind", map([("const", kind)]));
    fields
}
