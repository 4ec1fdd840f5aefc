//! The line that says what is requested: a method and a path template.

use super::Resolver;
use crate::messages as say;
use crate::model::Method;
use crate::span::Spanned;

/// `PUT /ScheduledReport/resume/{reportId}`, taken apart.
pub(super) struct RequestLine {
    pub(super) method: Method,
    pub(super) template: Spanned<String>,
    pub(super) parts: Vec<Part>,
}

pub(super) enum Part {
    Literal(String),
    Placeholder(Spanned<String>),
}

const METHODS: &[(&str, Method)] = &[
    ("GET", Method::Get),
    ("HEAD", Method::Head),
    ("PUT", Method::Put),
    ("POST", Method::Post),
    ("PATCH", Method::Patch),
    ("DELETE", Method::Delete),
    ("OPTIONS", Method::Options),
];

/// The longest request line: RFC 9112 section 3 recommends that twice as much is understood.
const LONGEST: usize = 4_000;

impl Resolver<'_> {
    pub(super) fn request_line(&self, written: &Spanned<String>) -> Option<RequestLine> {
        let text = written.value.as_str();
        let fits = text.len() <= LONGEST;
        let Some((word, rest)) = text.split_once(char::is_whitespace).filter(|_| fits) else {
            return self.refuse(say::bad_request_line(written.span, text));
        };
        let method_span = self.part(written, 0..word.len());
        let method = METHODS.iter().find(|(name, _)| *name == word).map(|(_, method)| *method);
        if method.is_none() {
            let names = METHODS.iter().map(|(name, _)| *name);
            self.report(say::unknown_method(word, method_span, self.nearest(word, names)));
        }
        let template = rest.trim();
        let start = text.len() - rest.trim_start().len();
        let template = Spanned::new(template.to_owned(), self.part(written, start..start + template.len()));
        let parts = self.template(&template)?;
        Some(RequestLine { method: method?, template, parts })
    }

    fn template(&self, template: &Spanned<String>) -> Option<Vec<Part>> {
        let text = template.value.as_str();
        let part_span = |from: usize, to: usize| self.part(template, from..to);
        if !text.starts_with('/') {
            return self.refuse(say::path_without_slash(template.span));
        }
        let mut parts = Vec::new();
        let mut names: Vec<Spanned<String>> = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let rest = &text[at..];
            if let Some(inner) = rest.strip_prefix('{') {
                let Some(length) = inner.find('}') else {
                    return self.refuse(say::unclosed_placeholder(part_span(at, text.len())));
                };
                let name = Spanned::new(inner[..length].to_owned(), part_span(at + 1, at + 1 + length));
                if name.value.is_empty()
                    || !name.value.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$'))
                {
                    return self.refuse(say::bad_placeholder(name.span, &name.value));
                }
                if let Some(first) = names.iter().find(|first| first.value == name.value) {
                    return self.refuse(say::duplicate_placeholder(&name.value, name.span, first.span));
                }
                names.push(name.clone());
                parts.push(Part::Placeholder(name));
                at += length + 2;
            } else {
                let length = rest.find('{').unwrap_or(rest.len());
                self.check_literal(template, at..at + length)?;
                parts.push(Part::Literal(rest[..length].to_owned()));
                at += length;
            }
        }
        let mut start = 0;
        for (index, segment) in text.split('/').enumerate() {
            let last = start + segment.len() == text.len();
            if matches!(segment, "." | "..") || (segment.is_empty() && index > 0 && !last) {
                return self.refuse(say::bad_path_segment(part_span(
                    start.saturating_sub(1),
                    start + segment.len() + usize::from(!last),
                )));
            }
            start += segment.len() + 1;
        }
        Some(parts)
    }

    /// RFC 3986 3.3: what a path may hold as it stands. Anything else has to be percent-encoded already.
    fn check_literal(&self, template: &Spanned<String>, range: std::ops::Range<usize>) -> Option<()> {
        let mut rest = &template.value[range.clone()];
        while let Some(c) = rest.chars().next() {
            let hex = |at: usize| rest.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
            let encoded = c == '%' && hex(1) && hex(2) && !matches!(&rest[1..3], "2e" | "2E" | "2f" | "2F");
            if !(encoded || c.is_ascii_alphanumeric() || "/-._~!$&'()*+,;=:@".contains(c)) {
                let at = range.end - rest.len();
                return self.refuse(say::bad_path_character(self.part(template, at..at + c.len_utf8()), c));
            }
            rest = &rest[c.len_utf8()..];
        }
        Some(())
    }
}
