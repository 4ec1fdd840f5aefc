//! Operations: the request line and everything that belongs to it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::literals::synthesize;
use super::path::{Part, RequestLine};
use super::responses::{is_json, is_media_type, output, replies};
use super::schemas::expand;
use super::{Resolver, Schemas, Taken, names};
use crate::docs_text::docs;
use crate::document::{self, Document, EveryOperation, File};
use crate::messages as say;
use crate::model::{
    Body, Content, HeaderSource, Location, Method, Operation, Output, Parameter, Presence, Repeat, Required, Scalar,
    SchemaKind, Security, Segment, Shape, Status, Tag, Type,
};
use crate::parse::{Entries, Form, Slot};
use crate::span::{Span, Spanned};

/// What an operation is resolved in.
pub(super) struct Context<'c> {
    pub(super) id: &'c str,
    /// Where its name stands.
    pub(super) at: Span,
    pub(super) every: Option<&'c EveryOperation>,
    pub(super) shared: [Option<&'c Entries<Form<document::Parameter>>>; 2],
    pub(super) envelope: Option<&'c usize>,
    /// Whether the spec says what wraps answers, be it right or not.
    pub(super) envelope_written: bool,
    pub(super) schemas: &'c Schemas,
    /// Where an operation says nothing else.
    pub(super) security: Option<&'c Security>,
}

impl Resolver<'_> {
    pub(super) fn operations(
        &self,
        document: &Document,
        main: &File,
        envelope: Option<&usize>,
        schemas: &Schemas,
        methods: &mut Taken<'_, '_>,
    ) -> Vec<Tag> {
        let mut modules = Taken::new(self);
        let mut requests: BTreeMap<(Method, String), Span> = BTreeMap::new();
        let mut tags = Vec::new();
        self.check_every_operation(main, schemas);
        let security = main.security.spanned().and_then(|written| {
            let security = self.security(written.value, written.span)?;
            self.one_kind(&security, written.span);
            Some(security)
        });
        for file in &document.files {
            for (name, parameter) in file.parameters.get().into_iter().flat_map(Entries::iter) {
                let _ = self.parameter(name, parameter.value, Location::Path, schemas, &mut Taken::new(self));
            }
            let Some(operations) = file.operations.get() else { continue };
            let top = Span { source: file.source, start: 0, end: 0 };
            let Some(module) = self.name(names::module(&file.stem), &file.stem, top) else { continue };
            if !modules.take(&module, &file.stem, top) {
                continue;
            }
            let mut resolved = Vec::new();
            for (id, operation) in operations.iter() {
                let context = Context {
                    id: &id.value,
                    at: id.span,
                    every: main.every_operation.get(),
                    shared: [file.parameters.get(), main.parameters.get()],
                    envelope,
                    envelope_written: !main.envelope.is_absent(),
                    schemas,
                    security: security.as_ref(),
                };
                let Some(method_name) = self.name(names::method(&id.value), &id.value, id.span) else { continue };
                if id.value != method_name.to_string().trim_start_matches("r#") {
                    self.report(say::operation_not_snake_case(&id.value, id.span, &method_name.to_string()));
                }
                if methods.take(&method_name, &id.value, id.span) {
                    resolved.extend(self.operation(operation.value, method_name, &context, &mut requests));
                }
            }
            let mut about = file.description.text().map(docs).unwrap_or_default();
            if about.lines.is_empty() || file.apiloom.span().is_some() {
                about.lines = vec![format!("Operations of `{}`.", super::schemas::code(&file.stem))];
            }
            tags.push(Tag { module, origin: self.origin(file), docs: about, operations: resolved });
        }
        tags
    }

    /// What is shared is checked once, even where no operation uses it.
    fn check_every_operation(&self, main: &File, schemas: &Schemas) {
        let Some(every) = main.every_operation.get() else { return };
        if let Some(timeout) = every.timeout.owned() {
            self.duration(&timeout);
        }
        // Whatever is wrong with them is the same at each operation, and reported once.
        for (name, header) in every.headers.get().into_iter().flat_map(Entries::iter) {
            if let Some(None) = self.constant_header(name, header.value) {
                let _ = self.parameter(name, header.value, Location::Header, schemas, &mut Taken::new(self));
            }
        }
        for (name, parameter) in every.query.get().into_iter().flat_map(|query| &query.parameters) {
            let _ =
                parameter.get().and_then(|p| self.parameter(name, p, Location::Query, schemas, &mut Taken::new(self)));
        }
    }

    fn operation(
        &self,
        written: &document::Operation,
        method_name: proc_macro2::Ident,
        context: &Context<'_>,
        requests: &mut BTreeMap<(Method, String), Span>,
    ) -> Option<Operation> {
        if written.summary.is_absent() {
            self.report(say::missing_key(context.at, "an operation", "summary", "what it does, in one line"));
        }
        let line = match &written.request {
            Slot::Absent => self.refuse(say::missing_key(
                context.at,
                "an operation",
                "request",
                "its method and path, like `GET /reports/{id}`",
            )),
            slot => slot.owned().and_then(|line| self.request_line(&line)),
        };
        let answers = self.answers(written, context);
        let body = self.body(written, line.as_ref(), context);
        let mut taken = Taken::new(self);
        let mut parameters = Vec::new();
        let segments = line.as_ref().and_then(|line| {
            self.check_unique(line, requests);
            self.path_parameters(written, line, context, &mut parameters, &mut taken)
        });
        self.query_parameters(written, context, &mut parameters, &mut taken);
        self.check_flat(written, context, &parameters);
        let mut constant_headers = Vec::new();
        self.headers(written, context, &mut parameters, &mut constant_headers, &mut taken);
        for (name, cookie) in written.cookies.get().into_iter().flat_map(Entries::iter) {
            parameters.extend(self.parameter(name, cookie.value, Location::Cookie, context.schemas, &mut taken));
        }
        self.check_choice_names(written, &mut taken);
        let none = answers.as_ref().and_then(|(answers, errors)| self.none(written, answers, errors));
        let own_timeout = written.timeout.owned().and_then(|timeout| self.duration(&timeout));
        let every_timeout =
            || context.every.and_then(|every| every.timeout.owned()).and_then(|timeout| self.duration(&timeout));
        let security = written.security.spanned().map(|security| {
            let resolved = self.security(security.value, security.span)?;
            self.one_kind(&resolved, security.span);
            Some(resolved)
        });
        let repeat = line.as_ref().map(|line| self.repeat(written, line.method, &parameters, &constant_headers));
        let security = security.flatten();
        let scopes = self.scopes(written);
        let (mut docs, servers) = (self.operation_docs(written), self.server_names(&written.servers));
        for note in self.security_notes(security.as_ref().or(context.security), &scopes) {
            docs.lines.extend([String::new(), note]);
        }
        let headers_struct = self.response_headers(written, context);
        // Nothing more can be wrong with what is left, but for examples of it.
        let (answers, errors) = answers?;
        let (line, body, segments, repeat) = (line?, body?, segments?, repeat?);
        let mut operation = Operation {
            id: context.id.to_owned(),
            request_name: names::derived(&[context.id, "request"]),
            static_name: names::shouty(context.id),
            input_name: names::derived(&[context.id, "input"]),
            answer_name: names::derived(&[context.id, "answer"]),
            mock_name: method_name.clone(),
            replies: replies(&answers, &errors),
            method_name,
            docs,
            deprecated: written.deprecated.text().map(str::to_owned),
            method: line.method,
            template: line.template.value,
            segments,
            required: required(&parameters, body.as_ref()),
            parameters,
            constant_headers,
            body,
            output: output(&answers, context.id),
            answers,
            errors,
            none,
            security,
            scopes,
            repeat,
            timeout: own_timeout.or_else(every_timeout),
            servers,
            headers_struct,
            paging: None,
            waits: Vec::new(),
            examples: Vec::new(),
        };
        operation.examples = self.examples(written, &operation, context);
        Some(operation)
    }

    /// Whether sending twice does no harm: by its method, by what the spec says, or by a header field on which the server
    /// recognises it.
    fn repeat(
        &self,
        written: &document::Operation,
        method: Method,
        parameters: &[Parameter],
        constants: &[(String, HeaderSource)],
    ) -> Repeat {
        let harmless = written.idempotent.get().copied().unwrap_or(is_idempotent(method));
        let Some(header) = written.deduplicated_by.spanned() else {
            return if harmless { Repeat::Harmless } else { Repeat::Harmful };
        };
        if harmless {
            self.report(say::deduplicated_idempotent(header.span));
        }
        let given = parameters.iter().filter(|p| p.location == Location::Header).map(|p| p.wire.as_str());
        let generated = constants.iter().filter(|(_, source)| *source == HeaderSource::Uuid);
        let headers: Vec<&str> = given.chain(generated.map(|(name, _)| name.as_str())).collect();
        if !headers.iter().any(|name| name.eq_ignore_ascii_case(header.value)) {
            let near = self.nearest(header.value, headers.iter().copied());
            self.report(say::unknown_deduplication(header.value, header.span, near));
        }
        Repeat::HarmlessWith(header.value.clone())
    }

    fn operation_docs(&self, written: &document::Operation) -> crate::model::Docs {
        let mut about = written.summary.text().map(docs).unwrap_or_default();
        let more = self.described(&written.description, &written.documentation);
        if !more.lines.is_empty() {
            about.lines.push(String::new());
            about.lines.extend(more.lines);
        }
        about.page = more.page;
        if !more.text.is_empty() {
            about.text = format!("{}\n\n{}", about.text, more.text);
        }
        self.server_notes(&mut about, &written.servers, &written.unconfirmed, &[]);
        about
    }

    fn check_unique(&self, line: &RequestLine, requests: &mut BTreeMap<(Method, String), Span>) {
        // Two templates that differ in the names of placeholders match the same paths.
        let shape: String =
            line.parts.iter().map(|part| if let Part::Literal(text) = part { text.as_str() } else { "{}" }).collect();
        if let Some(first) = requests.get(&(line.method, shape.clone())) {
            self.report(say::duplicate_request(line.template.span, *first));
        } else {
            requests.insert((line.method, shape), line.template.span);
        }
    }

    /// Binds every placeholder to a parameter of its operation or of its file.
    fn path_parameters(
        &self,
        written: &document::Operation,
        line: &RequestLine,
        context: &Context<'_>,
        parameters: &mut Vec<Parameter>,
        taken: &mut Taken<'_, '_>,
    ) -> Option<Vec<Segment>> {
        let own = written.path.get();
        let mut complete = !matches!(written.path, Slot::Broken(_));
        let mut segments = Vec::new();
        let mut unbound: Vec<&Spanned<String>> = Vec::new();
        for part in &line.parts {
            let Part::Placeholder(name) = part else {
                if let Part::Literal(text) = part {
                    segments.push(Segment::Literal(text.clone()));
                }
                continue;
            };
            let sources = [own, context.shared[0], context.shared[1]].into_iter().flatten();
            let found = sources.flat_map(|entries| &entries.0).find(|(key, _)| key.value == name.value);
            let Some((key, parameter)) = found else {
                unbound.push(name);
                complete = false;
                continue;
            };
            let parameter =
                parameter.get().and_then(|p| self.parameter(key, p, Location::Path, context.schemas, taken));
            complete &= parameter.is_some();
            segments.push(Segment::Parameter(parameters.len()));
            parameters.extend(parameter);
        }
        let placeholders = || {
            line.parts
                .iter()
                .filter_map(|part| if let Part::Placeholder(name) = part { Some(name.value.as_str()) } else { None })
        };
        let mut unused: Vec<&Spanned<String>> =
            own.into_iter().flat_map(|entries| entries.0.iter().map(|(key, _)| key)).collect();
        unused.retain(|key| !placeholders().any(|name| name == key.value));
        for name in unbound {
            // A parameter that only differs in its spelling is the likeliest slip: one message for both.
            let candidates = [own, context.shared[0], context.shared[1]].into_iter().flatten();
            let keys: Vec<&Spanned<String>> =
                candidates.flat_map(|entries| entries.0.iter().map(|(key, _)| key)).collect();
            let near = self.nearest(&name.value, keys.iter().map(|key| key.value.as_str()));
            let near = near.and_then(|near| keys.iter().find(|key| key.value == near)).copied();
            unused.retain(|key| near.is_none_or(|near| key.span != near.span));
            self.report(say::missing_path_parameter(&name.value, name.span, near));
        }
        for key in unused {
            self.report(say::unused_path_parameter(&key.value, key.span, line.template.span));
        }
        complete.then_some(segments)
    }

    fn query_parameters(
        &self,
        written: &document::Operation,
        context: &Context<'_>,
        parameters: &mut Vec<Parameter>,
        taken: &mut Taken<'_, '_>,
    ) {
        let shared = context.every.and_then(|every| every.query.get());
        for query in written.query.get().into_iter().chain(shared) {
            for (name, parameter) in &query.parameters {
                let Some(parameter) = parameter.get() else { continue };
                parameters.extend(self.parameter(name, parameter, Location::Query, context.schemas, taken));
            }
            let Some(one_of) = query.one_of.spanned() else { continue };
            if one_of.value.0.len() < 2 {
                self.report(say::too_few(
                    one_of.span,
                    "`one of`",
                    "a parameter that has to be given is one without `?`",
                ));
            }
            for (name, parameter) in one_of.value.iter() {
                let resolved = self.parameter(name, parameter.value, Location::Query, context.schemas, taken);
                if let Some(span) =
                    parameter.value.r#type.span().filter(|_| resolved.as_ref().is_some_and(|p| !p.required))
                {
                    self.report(say::optional_one_of(span));
                }
                parameters.extend(resolved.map(|parameter| Parameter { one_of: true, ..parameter }));
            }
        }
    }

    fn headers(
        &self,
        written: &document::Operation,
        context: &Context<'_>,
        parameters: &mut Vec<Parameter>,
        constants: &mut Vec<(String, HeaderSource)>,
        taken: &mut Taken<'_, '_>,
    ) {
        let shared = context.every.and_then(|every| every.headers.get());
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        let own = written.headers.get().into_iter().flat_map(Entries::iter).map(|header| (true, header));
        let shared = shared.into_iter().flat_map(Entries::iter).map(|header| (false, header));
        for (own, (name, header)) in own.chain(shared) {
            match seen.entry(name.value.to_ascii_lowercase()) {
                Entry::Occupied(first) if own => {
                    self.report(say::duplicate_header(&name.value, name.span, *first.get()));
                    continue;
                }
                // What an operation says itself goes before what every operation says.
                Entry::Occupied(_) => continue,
                Entry::Vacant(free) => drop(free.insert(name.span)),
            }
            match self.constant_header(name, header.value) {
                Some(Some(constant)) => constants.push(constant),
                Some(None) => {
                    parameters.extend(self.parameter(name, header.value, Location::Header, context.schemas, taken));
                }
                None => {}
            }
        }
    }

    #[expect(clippy::option_option, reason = "the outer one says that the body was refused")]
    fn body(
        &self,
        written: &document::Operation,
        line: Option<&RequestLine>,
        context: &Context<'_>,
    ) -> Option<Option<Body>> {
        let body = match &written.body {
            Slot::Absent => return Some(None),
            Slot::Broken(_) => return None,
            Slot::Given(body, _) => body,
        };
        let at = written.body.span().unwrap_or(context.at);
        // RFC 9110 9.3.1, 9.3.2: content in such a request has no meaning and may be refused.
        if let Some(line) = line.filter(|line| matches!(line.method, Method::Get | Method::Head)) {
            return self.refuse(say::body_of_safe_method(at, line.template.span));
        }
        let setter = names::body_setter();
        match body.one_of.spanned() {
            Some(choices) => self.body_choices(body, choices, context).map(Some),
            None if body.one_of.is_absent() => self.one_body(body, at, setter, context).map(Some),
            None => None,
        }
    }

    pub(super) fn one_body(
        &self,
        body: &document::Body,
        at: Span,
        setter: proc_macro2::Ident,
        context: &Context<'_>,
    ) -> Option<Body> {
        let text = match &body.r#type {
            Slot::Absent => return self.refuse(say::missing_key(at, "a body", "type", "what it holds")),
            slot => slot.owned()?,
        };
        let mut resolved = self.member_type(&text, &[])?;
        resolved.ty = expand(&resolved.ty, context.schemas).clone();
        if let Presence::Nullable | Presence::OptionalNullable = resolved.presence {
            return self.refuse(say::null_parameter(text.span));
        }
        let (content, media_type) = self.content(body, &text, &resolved.ty, context.schemas)?;
        let sample = synthesize(&resolved.ty, &[], context.schemas);
        let required = resolved.presence == Presence::Required;
        let docs = self.described(&body.description, &Slot::Absent);
        Some(Body { ty: resolved.ty, required, content, media_type, docs, sample, setter, others: Vec::new() })
    }

    fn content(
        &self,
        body: &document::Body,
        text: &Spanned<String>,
        ty: &Type,
        schemas: &Schemas,
    ) -> Option<(Content, String)> {
        let bare = matches!(ty, Type::Scalar(Scalar::String | Scalar::Bytes));
        let deep = self.is_deep_form(body)?;
        let Some(written) = body.content.owned() else {
            if bare {
                return self.refuse(say::content_needed(text.span, &text.value));
            }
            return Some((Content::Json, "application/json".to_owned()));
        };
        let (content, media_type) = match written.value.as_str() {
            "form" if deep => (Content::DeepForm, "application/x-www-form-urlencoded"),
            "json" => (Content::Json, "application/json"),
            "form" => (Content::Form, "application/x-www-form-urlencoded"),
            "multipart" => (Content::Multipart, "multipart/form-data"),
            "text" => (Content::Text, "text/plain; charset=utf-8"),
            "bytes" => (Content::Bytes, "application/octet-stream"),
            media if !is_media_type(media) => {
                return self.refuse(say::bad_content(
                    written.span,
                    media,
                    &["json", "form", "multipart", "text", "bytes"],
                ));
            }
            media if is_json(media) => (Content::Json, media),
            media if *ty == Type::Scalar(Scalar::String) => (Content::Text, media),
            media => (Content::Bytes, media),
        };
        let object = match expand(ty, schemas) {
            Type::Schema(name, _) => match &schemas.get(name.index)?.as_ref()?.kind {
                SchemaKind::Struct(object) => Some(object),
                _ => None,
            },
            _ => None,
        };
        match content {
            Content::Form | Content::DeepForm | Content::Multipart if object.is_none() => {
                self.refuse(say::form_of_no_object(text.span))
            }
            Content::Text if *ty != Type::Scalar(Scalar::String) => {
                self.refuse(say::content_of_other_type(written.span, &written.value, text.span))
            }
            Content::Bytes if *ty != Type::Scalar(Scalar::Bytes) => {
                self.refuse(say::content_of_other_type(written.span, &written.value, text.span))
            }
            _ => Some((content, media_type.to_owned())),
        }
    }

    /// The status that means "none", with the schema that its body must have.
    fn none(
        &self,
        written: &document::Operation,
        answers: &[crate::model::Answer],
        errors: &[crate::model::Answer],
    ) -> Option<(u16, Option<Type>)> {
        let none = written.none.spanned()?;
        let many = answers.iter().any(|answer| matches!(answer.shape, Shape::Many(..)));
        if !many || answers.len() != 1 || answers.iter().any(|answer| !answer.others.is_empty()) {
            return self.refuse(say::none_without_many(none.span));
        }
        let status = u16::try_from(*none.value).ok().filter(|code| (400..=599).contains(code));
        let Some(status) = status else { return self.refuse(say::none_of_no_error(none.span)) };
        let class = status / 100;
        let declared = [Status::Code(status), Status::Class(class), Status::Default];
        let declared = declared.iter().find_map(|wanted| errors.iter().find(|answer| answer.status == *wanted));
        match declared {
            Some(answer) => Some((status, if let Shape::Json(ty) = &answer.shape { Some(ty.clone()) } else { None })),
            None => self.refuse(say::none_not_declared(none.span, status)),
        }
    }
}

/// What has to be given, in the order it is sent.
fn required(parameters: &[Parameter], body: Option<&Body>) -> Vec<Required> {
    let one_of: Vec<usize> = (0..parameters.len()).filter(|index| parameters[*index].one_of).collect();
    let single = parameters.iter().enumerate().filter(|(_, parameter)| parameter.required && !parameter.one_of);
    let mut required: Vec<Required> = single.map(|(index, _)| Required::Parameter(index)).collect();
    required.extend((!one_of.is_empty()).then_some(Required::OneOf(one_of)));
    required.extend(body.filter(|body| body.required).map(|_| Required::Body));
    required
}

/// RFC 9110 section 9.2.2.
fn is_idempotent(method: Method) -> bool {
    !matches!(method, Method::Post | Method::Patch)
}

impl Operation {
    /// Whether awaiting it gives the items of an envelope or one of them.
    pub(crate) fn single_shape(&self) -> Option<&Shape> {
        match &self.output {
            Output::Single(shape) => Some(shape),
            Output::ByStatus(..) => None,
        }
    }
}
