//! Fields and parameters as rows of tables.

use apiloom_codegen::model::{Docs, Field, Parameter, Presence, Rule, Sample, SchemaKind, Style, Type};
use maud::{Markup, html};

use super::fields::{Row, codes, id};
use super::layout::View;
use super::{example, types};

/// A field of an object; with a prefix, it can be linked to.
pub(super) fn of_field<'f>(view: View<'_>, field: &'f Field, prefix: Option<&str>) -> Row<'f> {
    let (presence, null) = match field.presence {
        Presence::Required => ("required", None),
        Presence::Optional => ("optional", None),
        Presence::Nullable => ("required", Some("nullable")),
        Presence::OptionalNullable => ("optional", Some("nullable")),
    };
    let flags = [(field.read_only, "read-only"), (field.write_only, "write-only"), (field.secret, "secret")];
    let flags = flags.into_iter().filter_map(|(is_set, mark)| is_set.then_some(mark));
    let mut notes = notes(view, &field.ty, &field.rules, &field.docs, &field.servers, &field.required_on);
    if !field.accept.is_empty() {
        notes.push(html! { "Also understood as " (codes(&field.accept, "or")) });
    }
    notes.extend(
        field.example.as_ref().filter(|_| !field.secret).and_then(|sample| of_example(view, sample, &field.docs)),
    );
    Row {
        id: id(prefix, &field.wire),
        name: &field.wire,
        ty: types::type_of(view, &field.ty),
        marks: [presence].into_iter().chain(null).chain(flags).collect(),
        deprecated: field.deprecated.as_deref(),
        docs: &field.docs,
        notes,
    }
}

/// A parameter, or a header field of an answer.
pub(super) fn of_parameter<'p>(view: View<'_>, parameter: &'p Parameter, id: Option<String>) -> Row<'p> {
    let presence = match (parameter.required, parameter.one_of) {
        (_, true) => "one of several",
        (true, _) => "required",
        (false, _) => "optional",
    };
    let mut notes =
        notes(view, &parameter.ty, &parameter.rules, &parameter.docs, &parameter.servers, &parameter.required_on);
    notes.extend(match &parameter.style {
        Style::Single => None,
        Style::Repeated => Some(html! { "May be given several times" }),
        Style::Joined(separator) => Some(html! { "Items are joined by " code { (separator) } }),
        Style::Deep => Some(html! { "Fields are written with brackets: " code { (parameter.wire) "[field]=…" } }),
        Style::Flat => Some(html! { "Each field is a parameter of its own" }),
        Style::Json => Some(html! { "Written as JSON" }),
    });
    notes
        .extend(parameter.default_sent.is_some().then(|| html! { "The generated client sends the default by itself" }));
    Row {
        id,
        name: &parameter.wire,
        ty: types::type_of(view, &parameter.ty),
        marks: [presence].into_iter().chain(parameter.secret.then_some("secret")).collect(),
        deprecated: parameter.deprecated.as_deref(),
        docs: &parameter.docs,
        notes,
    }
}

fn notes(
    view: View<'_>,
    ty: &Type,
    rules: &[Rule],
    docs: &Docs,
    servers: &[String],
    required_on: &[String],
) -> Vec<Markup> {
    let mut notes: Vec<Markup> = Vec::new();
    notes.extend(types::rules(view, ty, rules));
    notes.extend(enum_values(view, ty));
    notes.extend(docs.default.as_ref().map(|default| html! { "Default: " code { (default) } }));
    let about = [("Only on", servers), ("Required on", required_on), ("Not confirmed on", &docs.unconfirmed)];
    let about = about.into_iter().filter(|(_, names)| !names.is_empty());
    notes.extend(about.map(|(what, names)| html! { (what) " " (codes(names, "and")) }));
    notes
}

/// The values of an enum, where they are few.
fn enum_values(view: View<'_>, ty: &Type) -> Option<Markup> {
    const MOST: usize = 12;
    let name = match ty {
        Type::List(item) | Type::Set(item) | Type::Nullable(item) => return enum_values(view, item),
        Type::Schema(name, _) => name,
        _ => return None,
    };
    let SchemaKind::Enum(kind) = &view.api().schemas.get(name.index)?.kind else { return None };
    let values: Vec<String> = kind.values.iter().map(|value| value.wire.clone()).collect();
    (values.len() <= MOST).then(|| html! { "One of " (codes(&values, "or")) })
}

fn of_example(view: View<'_>, sample: &Sample, docs: &Docs) -> Option<Markup> {
    let text = example::text(view.api(), sample);
    let is_short = text.chars().count() <= 120 && !text.contains('\n');
    // A default is kept as an example, too.
    (is_short && docs.default.as_ref() != Some(&text)).then(|| html! { "Example: " code { (text) } })
}
