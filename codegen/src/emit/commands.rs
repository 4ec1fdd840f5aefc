//! The tables of a command line over the client: `lib.rs`, and one file for each file of the spec that has operations.
//! What they mean is in the crate `apiloom-commands`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use super::requests::positional;
use super::types::{emit_usize, is_plain};
use super::{Module, Output};
use crate::commands::{Body, Command, Group, Input, Kind, commands, plain};
use crate::model::{self, Answer, Content, Docs, Operation, Output as Gives, Parameter, Required, Scalar, Shape, Type};

pub(super) fn emit_commands(output: &Output<'_>, client: &str) -> Vec<Module> {
    let client = emit_path(client);
    let groups = commands(output.api);
    let index = emit_index(output, &client, &groups);
    [index].into_iter().chain(groups.iter().map(|group| emit_group(&client, group))).collect()
}

/// The client's crate or module. It is the caller's word, so what is no name becomes one.
fn emit_path(text: &str) -> TokenStream {
    let part = |part: &str| {
        let name: String = part.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
        Ident::new(&if begins { name } else { format!("_{name}_") }, Span::call_site())
    };
    let parts: Vec<Ident> = text.split("::").map(part).collect();
    // A file of the spec may be called like the client's crate.
    let is_crate = !matches!(text.split("::").next(), Some("crate" | "self" | "super"));
    let root = is_crate.then(|| quote!(::));
    quote!(#root #(#parts)::*)
}

fn emit_index(output: &Output<'_>, client: &TokenStream, groups: &[Group<'_>]) -> Module {
    let modules: Vec<&Ident> = groups.iter().map(|group| &group.tag.module).collect();
    let members = groups.iter().map(|group| {
        let (module, name) = (&group.tag.module, group.tag.module.to_string());
        let name = name.trim_start_matches("r#");
        let about = plain(&group.tag.docs.text);
        let tables = group.commands.iter().map(|command| &command.table);
        quote!(Group { name: #name, about: #about, commands: &[#(&#module::#tables),*] })
    });
    let items = vec![
        quote!(#(mod #modules;)*),
        quote!(
            use apiloom_commands::{Group, ServerChoice};
            use #client::{Client, Server};
        ),
        quote! {
            #[doc = " The commands, by the file of the spec that describes their operations."]
            pub(crate) static GROUPS: &[Group<Client>] = &[#(#members),*];
        },
        emit_servers(&output.api.servers),
    ];
    let origins = vec![output.api.origin.clone()];
    let about =
        Docs::of(vec!["Commands for every operation of the API: tables that `apiloom-commands` reads.".to_owned()]);
    Module { path: "lib.rs".to_owned(), origins, about, readme: None, items }
}

fn emit_servers(servers: &[model::Server]) -> TokenStream {
    let choices = servers.iter().map(|server| {
        let (name, ident, about) = (&server.name, &server.ident, plain(&server.docs.text));
        let name = name.replace('_', "-");
        quote!(ServerChoice { name: #name, about: #about, server: Server::#ident })
    });
    let expect = servers
        .iter()
        .any(|server| server.deprecated.is_some())
        .then(|| quote!(#[expect(deprecated, reason = "deprecated servers can still be talked to")]));
    quote! {
        #[doc = " The servers, by the names that are typed."]
        #expect
        pub(crate) static SERVERS: &[ServerChoice<Server>] = &[#(#choices),*];
    }
}

fn emit_group(client: &TokenStream, group: &Group<'_>) -> Module {
    let name = group.tag.module.to_string();
    let name = name.trim_start_matches("r#");
    let mut items = vec![quote!(
        use apiloom_commands as cli;
        use #client::Client;
    )];
    for command in &group.commands {
        items.push(emit_table(command));
        items.push(emit_function(client, command));
    }
    Module {
        path: format!("{name}.rs"),
        origins: vec![group.tag.origin.clone()],
        about: Docs::of(vec![format!("Commands of `{name}`.")]),
        readme: None,
        items,
    }
}

/// Emits what is known of a command before it runs:
///
/// ```ignore
/// pub(super) static PAUSE_REPORT_COMMAND: cli::Command<Client> = cli::Command {
///     inputs: &[cli::Input { is_positional: true, ..cli::Input::new("report-id", "REPORT_ID") }],
///     ..cli::Command::new("pause-report", pause_report_command)
/// };
/// ```
fn emit_table(command: &Command<'_>) -> TokenStream {
    let Command { name, function, table, about, details, inputs, body, columns, .. } = command;
    let inputs = (!inputs.is_empty()).then(|| {
        let inputs = inputs.iter().map(emit_input);
        quote!(inputs: &[#(#inputs),*],)
    });
    let body = emit_body_table(body);
    let columns = (!columns.is_empty()).then(|| quote!(columns: &[#(#columns),*],));
    let is_stream = matches!(command.operation.single_shape(), Some(Shape::Events(_)));
    let pages = (is_stream || command.operation.paging.is_some()).then(|| quote!(has_pages: true,));
    quote! {
        pub(super) static #table: cli::Command<Client> = cli::Command {
            about: #about,
            details: #details,
            #inputs
            #body
            #columns
            #pages
            ..cli::Command::new(#name, #function)
        };
    }
}

fn emit_input(input: &Input) -> TokenStream {
    let Input { flag, value, help, kind, field, values, .. } = input;
    let kind = match kind {
        Kind::Text => None,
        Kind::Whole => Some(quote!(Whole)),
        Kind::Number => Some(quote!(Number)),
        Kind::Flag => Some(quote!(Flag)),
        Kind::Json => Some(quote!(Json)),
        Kind::File => Some(quote!(File)),
    };
    let kind = kind.map(|kind| quote!(kind: cli::Kind::#kind,));
    let field = field.as_ref().map(|field| quote!(field: Some(#field),));
    let values = values.iter().map(|(value, about)| quote!((#value, #about)));
    let values = (values.len() > 0).then(|| quote!(values: &[#(#values),*],));
    let flags = [
        (input.is_list, "is_list"),
        (input.is_required, "is_required"),
        (input.is_positional, "is_positional"),
        (input.is_secret, "is_secret"),
        (input.is_closed, "is_closed"),
    ];
    let flags = flags.iter().filter(|(is, _)| *is).map(|(_, name)| format_ident!("{name}"));
    quote!(cli::Input { help: #help, #kind #field #values #(#flags: true,)* ..cli::Input::new(#flag, #value) })
}

fn emit_body_table(body: &Body) -> Option<TokenStream> {
    let body = match body {
        Body::None => return None,
        Body::Json { required } => quote!(Json { required: #required }),
        Body::Raw { required } => quote!(Raw { required: #required }),
        Body::Fields { required, constants } => {
            let constants = constants.iter().map(|(name, json)| quote!((#name, #json)));
            quote!(Fields { required: #required, constants: &[#(#constants),*] })
        }
    };
    Some(quote!(body: cli::Body::#body,))
}

/// Emits the call, with what was given in the places of its arguments:
///
/// ```ignore
/// fn pause_report_command<'a>(client: &'a Client, given: &'a cli::Given) -> cli::Running<'a> {
///     Box::pin(async move {
///         let request = client.pause_report(&given.required(0)?);
///         given.send(request.to_request(), request, cli::show::value).await
///     })
/// }
/// ```
fn emit_function(client: &TokenStream, command: &Command<'_>) -> TokenStream {
    let Command { operation, function, sent, .. } = command;
    let call = emit_call(operation, *sent);
    let optional: Vec<TokenStream> = emit_optional(operation, *sent);
    let mutable = (!optional.is_empty()).then(|| quote!(mut));
    let send = emit_send(client, operation);
    let is_deprecated =
        operation.deprecated.is_some() || operation.parameters.iter().any(|parameter| parameter.deprecated.is_some());
    let expect = is_deprecated.then(|| quote!(#[expect(deprecated, reason = "it can still be called")]));
    quote! {
        #expect
        fn #function<'a>(client: &'a Client, given: &'a cli::Given) -> cli::Running<'a> {
            Box::pin(async move {
                let #mutable request = #call;
                #(#optional)*
                #send
            })
        }
    }
}

/// The client's method with everything that has to be given.
fn emit_call(operation: &Operation, sent: Option<&model::Body>) -> TokenStream {
    let method = &operation.method_name;
    let argument = |required: &Required| match required {
        Required::Parameter(index) => {
            operation.parameters.get(*index).map(|parameter| emit_required(parameter, *index))
        }
        Required::Body => sent.map(emit_body),
        Required::OneOf(_) => None,
    };
    if positional(operation) {
        let arguments = operation.required.iter().filter_map(argument);
        return quote!(client.#method(#(#arguments),*));
    }
    let mut call = quote!(client.#method());
    for required in &operation.required {
        call = match required {
            Required::Parameter(index) => {
                let setter = operation.parameters.get(*index).map(|parameter| &parameter.setter);
                let argument = argument(required);
                quote!(#call.#setter(#argument))
            }
            Required::Body => {
                let argument = argument(required);
                let setter = sent.map(|body| &body.setter);
                quote!(#call.#setter(#argument))
            }
            Required::OneOf(members) => emit_one_of(operation, members, &call),
        };
    }
    call
}

/// The first of them that was given; the last is asked for if none was, and says what is missing.
fn emit_one_of(operation: &Operation, members: &[usize], call: &TokenStream) -> TokenStream {
    let arms = members.iter().enumerate().filter_map(|(at, index)| {
        let parameter = operation.parameters.get(*index)?;
        let (setter, argument, position) = (&parameter.setter, emit_required(parameter, *index), emit_usize(*index));
        let branch = quote!({ request.#setter(#argument) });
        let is_last = at + 1 == members.len();
        Some(if is_last { branch } else { quote!(if given.has(#position) #branch else) })
    });
    let all = members.iter().map(|index| emit_usize(*index));
    quote!({
        let request = #call;
        given.exactly_one(&[#(#all),*])?;
        #(#arms)*
    })
}

fn emit_required(parameter: &Parameter, index: usize) -> TokenStream {
    let index = emit_usize(index);
    match &parameter.ty {
        ty if is_plain(ty) => quote!(given.required(#index)?),
        Type::Scalar(Scalar::String) => quote!(&given.required::<String>(#index)?),
        Type::List(item) if **item == Type::Scalar(Scalar::String) => {
            quote!(&cli::borrowed(&given.required::<Vec<String>>(#index)?))
        }
        Type::List(_) => quote!(&given.required::<Vec<_>>(#index)?),
        _ => quote!(&given.required(#index)?),
    }
}

fn emit_body(body: &model::Body) -> TokenStream {
    match body.content {
        Content::Text => quote!(&given.text()?),
        Content::Bytes => quote!(given.bytes()?),
        _ => match &body.ty {
            ty if is_plain(ty) => quote!(given.body()?),
            Type::Scalar(Scalar::String) => quote!(&given.body::<String>()?),
            Type::List(_) => quote!(&given.body::<Vec<_>>()?),
            _ => quote!(&given.body()?),
        },
    }
}

/// Statements for what may be given.
fn emit_optional(operation: &Operation, sent: Option<&model::Body>) -> Vec<TokenStream> {
    let optional = operation.parameters.iter().enumerate();
    let optional = optional.filter(|(_, parameter)| !parameter.required && !parameter.one_of);
    let mut statements: Vec<TokenStream> = optional
        .map(|(index, parameter)| {
            let (setter, argument, index) = (&parameter.setter, emit_required(parameter, index), emit_usize(index));
            quote!(if given.has(#index) { request = request.#setter(#argument); })
        })
        .collect();
    statements.extend(sent.filter(|body| !body.required).map(|body| {
        let (setter, argument) = (&body.setter, emit_body(body));
        quote!(if given.has_body() { request = request.#setter(#argument); })
    }));
    statements
}

fn emit_send(client: &TokenStream, operation: &Operation) -> TokenStream {
    if operation.paging.is_some() {
        return quote!(given.send_for_items(request.to_request(), request.items()).await);
    }
    if let Some(Shape::Events(_)) = operation.single_shape() {
        return quote!(given.send_for_events(request.to_request(), request.events()).await);
    }
    let show = match &operation.output {
        Gives::Single(shape) => emit_show(shape),
        Gives::ByStatus(name, variants) => {
            // Answers may be added to another crate, but not behind the back of this one.
            let is_own = client.to_string().starts_with("crate");
            let others = (!is_own).then(|| quote!(_ => cli::show::nothing(&())));
            let arms = shapes(variants).into_iter().filter(|(shape, _)| is_own || *shape != &Shape::Empty);
            let arms = arms.map(|(shape, variants)| match shape {
                Shape::Empty => quote!(#(operations::#name::#variants)|* => cli::show::nothing(&())),
                shape => {
                    let show = emit_show(shape);
                    quote!(#(operations::#name::#variants(value))|* => #show(value))
                }
            });
            quote!(|answer| {
                use #client::operations;
                match answer { #(#arms,)* #others }
            })
        }
    };
    quote!(given.send(request.to_request(), request, #show).await)
}

/// Variants by what they hold.
fn shapes(variants: &[(Ident, Answer)]) -> Vec<(&Shape, Vec<&Ident>)> {
    let mut shapes: Vec<(&Shape, Vec<&Ident>)> = Vec::new();
    for (variant, answer) in variants {
        match shapes.iter_mut().find(|(shape, _)| *shape == &answer.shape) {
            Some((_, variants)) => variants.push(variant),
            None => shapes.push((&answer.shape, vec![variant])),
        }
    }
    shapes
}

fn emit_show(shape: &Shape) -> TokenStream {
    match shape {
        Shape::Empty => quote!(cli::show::nothing),
        Shape::Text => quote!(cli::show::text),
        Shape::Bytes => quote!(cli::show::bytes),
        Shape::Json(_) | Shape::One(..) | Shape::Many(..) => quote!(cli::show::value),
        Shape::Events(_) => quote!(cli::show::stream),
    }
}
