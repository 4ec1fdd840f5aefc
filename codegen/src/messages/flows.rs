//! Pages, waits, downloads.

use crate::diagnostic::Diagnostic;
use crate::span::Span;

pub(crate) fn bad_pointer(text: &str, at: Span, prefix: &str) -> Diagnostic {
    Diagnostic::error("pointer", format!("`{text}` does not point at something here"))
        .label(at, "")
        .help(format!("write {prefix} and a name behind it"))
}

pub(crate) fn unknown_pointer_field(name: &str, at: Span, schema: &str, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("pointer-field", format!("`{schema}` has no field `{name}`")).label(at, "").did_you_mean(
        at,
        near,
        "name a field as it is on the wire; one inside another with a dot between",
    )
}

pub(crate) fn pointer_to_unreceived(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("pointer-unreceived", format!("`{name}` is only sent, so no answer has it"))
        .label(at, "")
        .help("point at a field that answers have: one without `write_only` and `const`")
}

pub(crate) fn pointer_into_scalar(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("pointer-into", format!("`{name}` is looked for in something that has no fields"))
        .label(at, "")
        .help("a pointer goes through objects: schemas with `fields`, which are no items of a list and not null")
}

pub(crate) fn pointer_to_secret(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("pointer-secret", format!("`{name}` is secret, so the client does not look at it"))
        .label(at, "")
        .help("only a link, a cursor, an identity and what makes the newest may be secret: point at something else")
}

pub(crate) fn pointer_type(name: &str, at: Span, wanted: &str) -> Diagnostic {
    Diagnostic::error("pointer-type", format!("`{name}` has to be {wanted}"))
        .label(at, "")
        .help("point at something else, or change its type")
}

pub(crate) fn unknown_query_pointer(name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("pointer-query", format!("the operation has no query parameter `{name}`"))
        .label(at, "")
        .did_you_mean(at, near, "declare it under `query`")
}

pub(crate) fn query_pointer_to_one_of(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("pointer-one-of", format!("callers give `{name}` or another parameter, never both"))
        .label(at, "a later page would set it beside the one that was given")
        .help("point at a parameter that does not stand under `one of`")
}

pub(crate) fn pages_of_no_list(at: Span) -> Diagnostic {
    Diagnostic::error("pages-answer", "the operation does not answer a list").label(at, "").help(
        "pages take one kind of answer: `many T`, `list<T>`, or an object with a list in it; or leave `pages` away",
    )
}

pub(crate) fn pages_without_way(at: Span) -> Diagnostic {
    Diagnostic::error("pages-way", "`pages` does not say how the next page is asked for")
        .label(at, "")
        .help("say one of `link`, `cursor`, `offset` and `page`")
}

pub(crate) fn pages_with_two_ways(at: Span, key: &str, first_at: Span, first: &str) -> Diagnostic {
    Diagnostic::error("pages-two-ways", format!("`{first}` and `{key}` both say how the next page is asked for"))
        .label(at.max(first_at), "and here")
        .label(at.min(first_at), "here")
        .help("keep the one that the service goes by")
}

pub(crate) fn pages_without_items(at: Span) -> Diagnostic {
    Diagnostic::error("pages-items", "`pages` does not say where an answer has its items")
        .label(at, "")
        .help("say it: `items: response.data`; only `many T` and `list<T>` need not")
}

pub(crate) fn pages_with_items(at: Span) -> Diagnostic {
    Diagnostic::error("pages-whole", "the answer is the list of items already").label(at, "").help("leave `items` away")
}

pub(crate) fn pages_key_of_another_way(at: Span, key: &str, owner: &str) -> Diagnostic {
    Diagnostic::error("pages-key", format!("`{key}` belongs to pages by `{owner}`"))
        .label(at, "")
        .help(format!("leave it away, or page by `{owner}`"))
}

pub(crate) fn wait_for_nothing(at: Span) -> Diagnostic {
    Diagnostic::error("wait-answer", "the operation answers nothing that has a state")
        .label(at, "")
        .help("waits take one kind of answer: an object, or a list of objects")
}

pub(crate) fn wait_repeats(at: Span) -> Diagnostic {
    Diagnostic::error("wait-repeats", "a wait would do again and again what this operation does")
        .label(at, "")
        .help("wait with an operation that only looks; if this one does no more than that, say `idempotent: true`")
}

pub(crate) fn wait_needs_one_state(at: Span, key: &str) -> Diagnostic {
    Diagnostic::error("wait-state", format!("`{key}` names one field and its states"))
        .label(at, "")
        .help("write `{ Status: Completed }`, or `{ Status: [Completed, Published] }`")
}

pub(crate) fn wait_with_two_states(at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("wait-two-states", "`until` and `unless` look at different fields")
        .label(at.max(first), "another here")
        .label(at.min(first), "one here")
        .help("name one field in both: the one that says the state")
}

pub(crate) fn wait_for_the_hopeless(state: &str, at: Span, first: Span) -> Diagnostic {
    Diagnostic::error("wait-same-state", format!("`{state}` cannot be both what is waited for and what rules it out"))
        .label(at.max(first), "and here")
        .label(at.min(first), "it stands here")
        .help("keep it under `until` or under `unless`")
}

pub(crate) fn unknown_wait_parameter(name: &str, at: Span, near: Option<&str>) -> Diagnostic {
    Diagnostic::error("wait-parameter", format!("the operation has no parameter `{name}`")).label(at, "").did_you_mean(
        at,
        near,
        "a wait sets optional parameters of its own operation",
    )
}

pub(crate) fn wait_sets_required(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("wait-required", format!("`{name}` is given by the caller"))
        .label(at, "")
        .help("a wait sets optional parameters alone: leave it away here, or make it optional with `?`")
}

pub(crate) fn wait_sets_object(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("wait-object", format!("`{name}` is written by a style, which a wait cannot do"))
        .label(at, "")
        .help("leave it away here: callers set it, and the wait keeps what they set")
}

pub(crate) fn bad_quantifier(text: &str, at: Span) -> Diagnostic {
    Diagnostic::error("wait-of", format!("`{text}` does not say how many items have to be there"))
        .label(at, "")
        .help("write `any`, `all`, or `newest by` and a field")
}

pub(crate) fn pending_of_no_error(at: Span) -> Diagnostic {
    Diagnostic::error("pending-status", "`pending` is the status of an error: from 400 to 599")
        .label(at, "")
        .help("write that status, most often 404; what succeeds is told apart by `until`")
}

pub(crate) fn undeclared_pending(status: u16, at: Span) -> Diagnostic {
    Diagnostic::error("pending-undeclared", format!("the operation declares no error {status} with a JSON body"))
        .label(at, "")
        .help(format!(
            "declare it: `errors: {{ {status}: Failure }}`; gateways answer it too, so only that body means \"not yet\""
        ))
}

pub(crate) fn wait_without_time(at: Span, within: Span) -> Diagnostic {
    Diagnostic::error("wait-time", "the wait is over before it asks a second time")
        .label(at, "the time between two requests")
        .label(within, "the time for all of them")
        .help("make `every` shorter than `within`")
}

pub(crate) fn download_of_no_link(name: &str, at: Span) -> Diagnostic {
    Diagnostic::error("download-link", format!("`{name}` is not a link that an answer holds")).label(at, "").help(
        "`download` is for a field with a `url` or a `string` that is received; its schema has neither variants nor type parameters",
    )
}

pub(crate) fn bad_download_host(host: &str, at: Span) -> Diagnostic {
    Diagnostic::error("download-host", format!("`{host}` is not the name of a host"))
        .label(at, "")
        .help("write it in lower case, without a port: `files.example.com`, or `*.example.com` for every host below")
}
