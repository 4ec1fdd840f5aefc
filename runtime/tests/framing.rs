//! Where a body ends, and how one knows: over sockets on this machine.

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::{Server, http1};
use apiloom_runtime::wire::{Answer, Call, ClientCore, Operation, Segment, Settings};
use apiloom_runtime::{AccessToken, Bytes, Error, Response};

use crate::support::{API, SendCall};

/// Every 2XX is what its caller hopes for.
static FILE: Operation =
    Operation { name: "file", template: "/file", path: &[Segment::Literal("/file")], ..Operation::NEW };

const CHUNKED: &str = "transfer-encoding: chunked\r\n\r\n3\r\na,b\r\n0\r\n\r\n";

/// A server that sends this to every request, and closes.
async fn serve(answer: &str) -> (Server, ClientCore) {
    let actions: Vec<http1::Action> = Action::after_request([Action::send(answer.to_owned()), Action::Close]);
    let server = Server::start(Script::requests(actions)).await.unwrap();
    let settings = Settings::new(&API).base_url(server.url()).credentials(AccessToken::new("t0ken"));
    (server, settings.build().unwrap())
}

async fn get<T>(answer: &str, decode: fn(Answer) -> Result<Response<T>, Error>) -> Result<T, Error> {
    let (server, core) = serve(answer).await;
    let outcome = Call::new(&core, &FILE).send(decode).await;
    assert_eq!(server.journal().requests().len(), 1, "asking again would end the same way");
    outcome.map(Response::into_inner)
}

#[tokio::test]
async fn what_only_the_connection_ends_may_be_cut() {
    for version in ["1.0", "1.1"] {
        for body in ["a,b", ""] {
            let answer = format!("HTTP/{version} 200 OK\r\ncontent-type: text/csv\r\n\r\n{body}");
            let texts = get(&answer, Answer::text).await.unwrap_err();
            let bytes = get(&answer, Answer::bytes).await.unwrap_err();
            for error in [texts, bytes] {
                assert!(error.is_decode() && !error.is_transient() && !error.outcome_is_unknown(), "{error}");
                assert!(error.to_string().contains("200 OK: nothing tells whether the body is whole"), "{error}");
                assert_eq!(error.raw_body().unwrap(), body);
            }
            get(&answer, Answer::empty).await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_has_an_end_of_its_own_is_whole() {
    for version in ["1.0", "1.1"] {
        let answer = format!("HTTP/{version} 200 OK\r\ncontent-length: 3\r\n\r\na,b");
        assert_eq!(get(&answer, Answer::text).await.unwrap(), "a,b");
        assert_eq!(get(&answer, Answer::bytes).await.unwrap(), "a,b");
    }
    let chunked = format!("HTTP/1.1 200 OK\r\n{CHUNKED}");
    assert_eq!(get(&chunked, Answer::bytes).await.unwrap(), "a,b");
    let none = "HTTP/1.1 204 No Content\r\n\r\n";
    assert_eq!(get(none, Answer::bytes).await.unwrap(), Bytes::new());
}

#[tokio::test]
async fn json_proves_itself_but_for_numbers() {
    let open = |body: &str| format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n{body}");
    for whole in ["{\"a\":12}", "[12]", "\"12\"", "true", "12\n"] {
        get::<serde_json::Value>(&open(whole), Answer::json).await.unwrap();
    }
    for cut in ["{\"a\":12", "[12", "\"12", "tru", "12", ""] {
        assert!(get::<serde_json::Value>(&open(cut), Answer::json).await.unwrap_err().is_decode(), "{cut}");
    }
    let whole = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n12";
    assert_eq!(get::<serde_json::Value>(whole, Answer::json).await.unwrap(), 12);
}
