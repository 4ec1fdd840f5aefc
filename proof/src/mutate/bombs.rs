//! Specs of up to 1 MiB that are small to write and large to read: deep, wide, long, or referring to themselves.

use std::ops::Range;

const API: &str = "apiloom: 1\nname: Example\nservers: { main: https://api.example.com }\n";

/// Names and texts.
pub(super) fn all() -> Vec<(&'static str, String)> {
    let mut bombs = deep();
    bombs.extend(wide());
    bombs.extend(long());
    bombs.extend(referring());
    bombs
}

/// What the times of bombs are compared with.
pub(super) const YARDSTICK: &str = "a thousand schemas";

pub(super) fn yardstick() -> String {
    format!("{API}schemas:\n{}", small_schemas(1_000))
}

fn small_schemas(count: u32) -> String {
    many(0..count, |n| format!("  S{n}: {{ fields: {{ a: string, b: \"S{}?\" }} }}\n", n / 2))
}

/// A text for each number, one after the other.
fn many(numbers: Range<u32>, text: impl Fn(u32) -> String) -> String {
    numbers.map(text).collect()
}

/// Structures in structures, closed and open.
fn deep() -> Vec<(&'static str, String)> {
    vec![
        ("lists in lists", "[".repeat(1 << 20)),
        ("lists in lists, closed", format!("{}{}", "[".repeat(1 << 19), "]".repeat(1 << 19))),
        ("maps in maps", "{a: ".repeat(1 << 18)),
        ("maps in maps, closed", format!("{}1{}", "{a: ".repeat(200_000), "}".repeat(200_000))),
        ("maps in lists", "[{a: ".repeat(200_000)),
        ("blocks in blocks", "- ".repeat(1 << 19)),
        ("complex keys", "? ".repeat(1 << 19)),
        ("indented blocks", (0..1_400).flat_map(|depth| [" ".repeat(depth), "a:\n".to_owned()]).collect()),
        (
            "a deep example",
            format!("{API}schemas:\n  A: {{ type: json, examples: [{}1{}] }}\n", "[".repeat(60), "]".repeat(60)),
        ),
        ("types in types", of_field(&format!("{}i32{}", "list<".repeat(15), ">".repeat(15)))),
        ("types in types, too deep", of_field(&format!("{}i32{}", "list<".repeat(100_000), ">".repeat(100_000)))),
        ("types without an end", of_field(&"map<list<".repeat(110_000))),
    ]
}

fn of_field(ty: &str) -> String {
    format!("{API}schemas: {{ A: {{ fields: {{ a: \"{ty}\" }} }} }}\n")
}

/// Many things beside each other.
fn wide() -> Vec<(&'static str, String)> {
    let keys: String = many(0..70_000, |n| format!("k{n}: {n}, "));
    let values: String = many(0..60_000, |n| format!("v{n}, "));
    let fields: String = many(0..20_000, |n| format!("      field_{n}: string?\n"));
    let operations: String =
        many(0..2_000, |n| format!("  run_{n}:\n    summary: Runs.\n    request: POST /run/{n}\n    returns: empty\n"));
    let statuses: String = many(100..600, |status| format!("{status}, "));
    vec![
        ("unknown keys", format!("{{ {keys} }}")),
        ("the same key", format!("{{ {} }}", "a: 1, ".repeat(150_000))),
        ("values of an enum", format!("{API}schemas:\n  A: {{ enum: [{values}] }}\n")),
        ("values of an example", format!("{API}schemas:\n  A: {{ type: json, examples: [{{ {keys} }}] }}\n")),
        ("items where a map is wanted", format!("{API}operations: [{}]\n", "1, ".repeat(300_000))),
        ("schemas", format!("{API}schemas:\n{}", small_schemas(6_000))),
        ("fields", format!("{API}schemas:\n  A:\n    fields:\n{fields}")),
        ("operations", format!("{API}operations:\n{operations}")),
        (
            "servers",
            format!(
                "apiloom: 1\nname: A\nservers: {{ {} }}\n",
                many(0..27_000, |n| format!("s{n}: https://a.example/{n}, "))
            ),
        ),
        ("statuses", format!("{API}every_operation: {{ errors: {{ \"{statuses} 600\": string }} }}\n")),
        ("problems", format!("{API}schemas:\n{}", many(0..20_000, |n| format!("  S{n}: {{ fields: {{ a: Q }} }}\n")))),
        ("slips", format!("{API}schemas:\n{}", many(0..5_000, |n| format!("  Schema{n}: Schena{n}\n")))),
    ]
}

/// Scalars and lines of any length.
fn long() -> Vec<(&'static str, String)> {
    let long = "x".repeat((1 << 20) - 200);
    let operation =
        |request: &str| format!("{API}operations:\n  a: {{ summary: A., request: \"{request}\", returns: empty }}\n");
    vec![
        ("a scalar", format!("{API}description: {long}\n")),
        ("a text of fences", format!("{API}description: \"{}\"\n", "```\\n".repeat(200_000))),
        ("a text of brackets", format!("{API}description: \"{}\"\n", "[".repeat(1_000_000))),
        ("a text of links", format!("{API}description: \"{}\"\n", "[a](".repeat(250_000))),
        ("a text of emphasis", format!("{API}description: \"{}\"\n", "*_".repeat(500_000))),
        ("a text of lists", format!("{API}description: \"{}\"\n", "- \\n".repeat(250_000))),
        ("a text of backticks", format!("{API}description: \"{}\"\n", "` ".repeat(500_000))),
        ("a text of quotes", format!("{API}description: |\n  {}\n", "> ".repeat(500_000))),
        ("a key", format!("{API}{long}: 1\n")),
        ("a type", of_field(&long)),
        ("a name", format!("{API}schemas: {{ {long}: string }}\n")),
        ("a path", operation(&format!("GET /{}", "a/".repeat(500_000)))),
        ("a path of placeholders", operation(&format!("GET /{}", "{a}".repeat(330_000)))),
        ("a path of percent signs", operation(&format!("GET /{}", "%2e".repeat(330_000)))),
        (
            "a pattern",
            format!("{API}schemas:\n  A: {{ type: string, pattern: \"{}\" }}\n", "(a{1000}){1000}".repeat(60_000)),
        ),
        (
            "a small pattern",
            format!("{API}schemas:\n  A: {{ type: string, pattern: \"((((a{{99}}){{99}}){{99}}){{99}}){{99}}\" }}\n"),
        ),
        ("a range", format!("{API}schemas:\n  A: {{ type: i64, range: {}..=9 }}\n", "1".repeat(1_000_000))),
        ("a number", format!("apiloom: {}\n", "1".repeat(1_000_000))),
        ("a status", format!("{API}every_operation: {{ errors: {{ \"{}\": string }} }}\n", "4XX,".repeat(250_000))),
        ("a line", format!("{API}security: {{ {} ]\n", "a: b, ".repeat(160_000))),
        ("escapes", format!("{API}description: \"{}\"\n", "\\x41".repeat(250_000))),
        ("quotes", "\"\\".repeat(1 << 19)),
        ("blank lines", "\n".repeat(1 << 20)),
        ("comments", "# \n".repeat(340_000)),
        ("carriage returns", format!("{API}description: |\n{}", "  a\r".repeat(250_000))),
        ("NUL", "\u{0}".repeat(1 << 20)),
    ]
}

/// Things that refer to each other, to themselves, or to much.
fn referring() -> Vec<(&'static str, String)> {
    let aliases: String = many(1..40, |n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
    let chain: String = many(0..20_000, |n| format!("  S{n}: S{}\n", n + 1));
    let ring: String = many(0..4_000, |n| {
        format!("  S{n}: {{ fields: {{ a: S{}?, b: list<S{}> }} }}\n", (n + 1) % 4_000, (n + 7) % 4_000)
    });
    let by_value: String = many(0..10_000, |n| format!("  S{n}: {{ fields: {{ a: S{} }} }}\n", (n + 1) % 10_000));
    let pairs: String =
        many(1..200, |n| format!("  P{n}<T>: {{ fields: {{ a: \"P{}<T>\", b: \"P{}<list<T>>\" }} }}\n", n - 1, n - 1));
    let doubling: String = many(1..60, |n| format!("  D{n}: {{ fields: {{ a: D{}, b: D{} }} }}\n", n - 1, n - 1));
    vec![
        ("aliases", format!("a0: &a0 x\n{aliases}")),
        ("an alias of itself", "a: &a [*a]\n".to_owned()),
        ("merge keys", format!("a: &a {{ b: 1 }}\n{}", many(0..50_000, |n| format!("k{n}: {{ <<: *a }}\n")))),
        ("a chain of names", format!("{API}schemas:\n{chain}  S20000: string\n")),
        ("a chain of names without an end", format!("{API}schemas:\n{chain}  S20000: S0\n")),
        ("a ring", format!("{API}schemas:\n{ring}")),
        ("a ring by value", format!("{API}schemas:\n{by_value}")),
        (
            "generics of generics",
            format!("{API}schemas:\n  P0<T>: {{ fields: {{ a: T }} }}\n{pairs}  A: {{ fields: {{ a: P199<i32> }} }}\n"),
        ),
        (
            "what doubles with each schema",
            format!(
                "{API}operations:\n  a: {{ summary: A., request: PUT /a, body: D59, returns: D59 }}\nschemas:\n  D0: {{ fields: {{ a: i32 }} }}\n{doubling}"
            ),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::all;

    #[test]
    fn bombs_are_small_and_have_names() {
        let bombs = all();
        let names: BTreeSet<&str> = bombs.iter().map(|(name, _)| *name).collect();
        assert_eq!(names.len(), bombs.len());
        for (name, text) in bombs {
            assert!(text.len() <= 1 << 20, "{name} has {} bytes", text.len());
        }
    }
}
