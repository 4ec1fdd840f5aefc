//! Routes as an axum router.

use std::collections::BTreeSet;
use std::sync::Arc;

use apiloom_runtime::wire::Segment;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::routing::any;
use http::Response;

use crate::Routes;

impl<S: Send + Sync + 'static> Routes<S> {
    /// A router of every path of the API. It has no fallback, so that it can be merged with others, or nested.
    pub fn into_router(self) -> Router {
        // axum's paths know no placeholder beside a literal, and two templates may fit one path. So a path of axum's only
        // says that a request is ours, and which operation it is for is found by the templates.
        let paths: BTreeSet<String> = self.operations().map(|operation| path_of(operation.path)).collect();
        let routes = Arc::new(self);
        paths.into_iter().fold(Router::new(), |router, path| {
            let routes = Arc::clone(&routes);
            router.route(&path, any(move |request: Request| answer(Arc::clone(&routes), request)))
        })
    }
}

async fn answer<S: Send + Sync + 'static>(routes: Arc<Routes<S>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let reply = match to_bytes(body, routes.largest_body).await {
        Ok(body) => routes.answer(Request::from_parts(head, body)).await,
        Err(_) => routes.refuse_body(head),
    };
    reply.into()
}

/// The path in axum's words, each segment that holds a placeholder being one.
fn path_of(template: &[Segment]) -> String {
    let text: String = template
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => text.replace('{', "{{").replace('}', "}}"),
            // No literal holds it: it is no character of a URL.
            Segment::Parameter(_) => "\0".to_owned(),
        })
        .collect();
    let segments = text.split('/').enumerate().map(|(at, segment)| match segment.contains('\0') {
        true => format!("{{segment{at}}}"),
        false => segment.to_owned(),
    });
    segments.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_in_the_words_of_axum() {
        let template =
            [Segment::Literal("/{x}/"), Segment::Parameter(0), Segment::Literal(".json/"), Segment::Parameter(1)];
        assert_eq!(path_of(&template), "/{{x}}/{segment2}/{segment3}");
        assert_eq!(path_of(&[Segment::Literal("/notes")]), "/notes");
    }
}
