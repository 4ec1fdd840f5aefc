//! A keep-alive server on 127.0.0.1 with three fixed answers: the path ends with `missing` for an error, with `many` for 1,000
//! reports, and with anything else for one. The first line on stdout is its address.

use std::convert::Infallible;
use std::error::Error;

use apiloom_benches::by_hand::{Envelope, Report};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

#[derive(Clone)]
struct Bodies {
    one: Bytes,
    many: Bytes,
    missing: Bytes,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let missing = Bytes::from_static(br#"{"StatusCode":404,"Message":"No report has this id."}"#);
    let bodies = Bodies { one: reports(1)?, many: reports(1000)?, missing };
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let bodies = bodies.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(request, bodies.clone()));
            // A client that goes away is no concern here.
            let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

async fn answer(request: Request<Incoming>, bodies: Bodies) -> Result<Response<Full<Bytes>>, Infallible> {
    let (status, body) = match request.uri().path().rsplit('/').next() {
        Some("missing") => (StatusCode::NOT_FOUND, bodies.missing),
        Some("many") => (StatusCode::OK, bodies.many),
        _ => (StatusCode::OK, bodies.one),
    };
    // The connection is used again once the request was read.
    let _ = request.into_body().collect().await;
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// The fields are in the order of the reference page, as services send them.
fn reports(count: usize) -> Result<Bytes, serde_json::Error> {
    let value: Vec<Report> = (0..count).map(report).collect();
    let total_count = i64::try_from(count).unwrap_or(i64::MAX);
    let envelope = Envelope { value, total_count, message: Some("Report resumed".into()), status_code: 200 };
    serde_json::to_vec(&envelope).map(Bytes::from)
}

fn report(number: usize) -> Report {
    Report {
        report_id: format!("8b1f4a52-6c0e-4b60-9f1d-{number:012}"),
        report_name: format!("Monthly usage {number}"),
        description: Some("Usage by product and region".into()),
        query_id: "1f1b7c1e-5a8e-4e51-8b3e-c0d8fc0a4a55".into(),
        query: "SELECT CustomerId, ProductName, Region, UsageQuantity FROM Usage TIMESPAN LAST_MONTH".into(),
        user: "142344300".into(),
        created_time: "2021-01-06T05:38:34Z".into(),
        modified_time: None,
        execute_now: false,
        start_time: "2021-01-06T19:00:00Z".into(),
        report_status: "Active".into(),
        recurrence_interval: 1,
        recurrence_count: 10,
        callback_url: Some("https://callback.example.com/done".into()),
        callback_method: Some("GET".into()),
        format: "csv".into(),
    }
}
