//! The three forms of a body.

use std::collections::BTreeMap;

use apiloom_runtime::wire::{Answer, Call, Constant, Encode, Encoder, Rule, serialize};
use apiloom_runtime::{Binary, DateTime, Decimal, Presence, Secret};

use crate::support::{RESUME, Recorder, SendCall};

struct Query {
    name: String,
    size: Option<i32>,
    kept: Presence<f64>,
    tags: Vec<String>,
    labels: BTreeMap<String, bool>,
    content: Binary,
    secret: Secret<String>,
    amount: Decimal,
}

impl Encode for Query {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        object.ruled("Name", &self.name, &[Rule::Length { min: 1, max: 20 }]);
        object.optional("Size", &self.size);
        object.presence("Kept", &self.kept);
        object.ruled("Tags", &self.tags, &[Rule::Length { min: 1, max: 3 }]);
        if !self.labels.is_empty() {
            object.field("Labels", &self.labels);
        }
        object.field("Content", &self.content);
        object.field("Secret", &self.secret);
        object.field("Amount", &self.amount);
        object.constant("Kind", Constant::Text("query"));
        object.required_on("Size", self.size.is_some(), &["partner"]);
        object.end();
    }
}

impl serde::Serialize for Query {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

fn query() -> Query {
    Query {
        name: "a \"b\"\n".into(),
        size: Some(-5),
        kept: Presence::Null,
        tags: vec!["x".into(), "y&".into()],
        labels: BTreeMap::new(),
        content: b"hi".to_vec().into(),
        secret: Secret::new("S3NT1NEL".into()),
        amount: Decimal::from(12),
    }
}

fn call(give: impl Fn(&mut Call, &dyn Encode), query: &Query) -> (Recorder, Call) {
    let recorder = Recorder::json(200, "{}");
    let mut call = Call::new(&recorder.client(), &RESUME);
    call.set(0, &"id");
    give(&mut call, query);
    (recorder, call)
}

async fn sent(give: impl Fn(&mut Call, &dyn Encode), query: &Query) -> (String, String) {
    let (recorder, call) = call(give, query);
    let view = call.to_request().unwrap();
    assert!(!format!("{view} {view:?} {}", view.curl()).contains("S3NT1NEL"));
    assert!(view.body_text().unwrap().contains("[redacted]"));
    call.send(Answer::empty).await.unwrap();
    let request = recorder.last();
    let media_type = request.headers()["content-type"].to_str().unwrap().to_owned();
    assert!(!request.headers().contains_key("content-length"));
    (media_type, String::from_utf8(request.body().to_vec()).unwrap())
}

#[tokio::test]
async fn json() {
    let (media_type, body) = sent(|call, body| call.json(body, "application/x+json"), &query()).await;
    assert_eq!(media_type, "application/x+json");
    assert_eq!(
        body,
        r#"{"Name":"a \"b\"\n","Size":-5,"Kept":null,"Tags":["x","y&"],"Content":"aGk=","Secret":"S3NT1NEL","Amount":12,"Kind":"query"}"#
    );
}

#[tokio::test]
async fn form() {
    let form = "application/x-www-form-urlencoded";
    let (media_type, body) = sent(|call, body| call.form(body, form), &query()).await;
    assert_eq!(media_type, form);
    assert_eq!(
        body,
        "Name=a%20%22b%22%0A&Size=-5&Tags=x&Tags=y%26&Content=aGk%3D&Secret=S3NT1NEL&Amount=12&Kind=query"
    );
}

#[tokio::test]
async fn multipart() {
    let mut query = query();
    query.labels.insert("l".into(), true);
    let give = |call: &mut Call, body: &dyn Encode| call.multipart(body, "multipart/form-data");
    let (media_type, body) = sent(give, &query).await;
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=").unwrap();
    let parts: Vec<&str> = body.split(&format!("--{boundary}")).collect();
    assert_eq!((parts[0], *parts.last().unwrap()), ("", "--\r\n"));
    let part = |name: &str| {
        let start = format!("\r\nContent-Disposition: form-data; name=\"{name}\"");
        parts.iter().filter_map(|part| part.strip_prefix(&start)).collect::<Vec<_>>()
    };
    assert_eq!(part("Name"), ["\r\n\r\na \"b\"\n\r\n"]);
    assert_eq!(part("Tags"), ["\r\n\r\nx\r\n", "\r\n\r\ny&\r\n"]);
    assert_eq!(part("Labels"), ["\r\nContent-Type: application/json\r\n\r\n{\"l\":true}\r\n"]);
    assert_eq!(part("Content"), ["; filename=\"Content\"\r\nContent-Type: application/octet-stream\r\n\r\nhi\r\n"]);
    assert!(part("Kept").is_empty());
}

#[tokio::test]
async fn every_problem_with_its_place() {
    let odd = serde_json::from_str::<DateTime>("\"S3NT1NEL\"").unwrap();
    let mut wrong = query();
    wrong.name = String::new();
    wrong.size = None;
    wrong.kept = Presence::Present(f64::INFINITY);
    wrong.tags = vec!["ok".into(), "S3NT1NEL".into()];
    wrong.content = serde_json::from_str("\"%S3NT1NEL\"").unwrap();
    let (recorder, call) = call(|call, body| call.json(body, "application/json"), &wrong);
    let shown = call.send(Answer::empty).await.unwrap_err().to_string();
    assert_eq!(
        shown.strip_prefix("resume_report: PUT /Report/resume/{reportId}: ").unwrap(),
        "`body.Name` must have between 1 and 20 characters; `body.Kept` must be a finite number; \
         `body.Tags[1]` must have between 1 and 3 characters; \
         `body.Content` was received as text that is not base64; \
         `body.Size` is required on this server"
    );
    let mut call = Call::new(&recorder.client(), &RESUME);
    call.set(0, &odd);
    call.json(&odd, "application/json");
    let error = call.to_request().unwrap_err();
    assert!(error.is_invalid_argument() && !error.to_string().contains("S3NT1NEL"));
    call.set(0, &"id");
    call.form(&"text", "application/x-www-form-urlencoded");
    assert!(call.to_request().unwrap_err().to_string().contains("`body` must be an object"));
    assert_eq!(recorder.count(), 0);
}

#[test]
fn serializing_a_model_leaves_secrets_out() {
    let text = serde_json::to_string(&query()).unwrap();
    assert!(text.contains(r#""Secret":"[redacted]""#) && !text.contains("S3NT1NEL"), "{text}");
}

#[test]
fn numbers() {
    let json = |value: &dyn Encode| {
        let (_, call) = call(|call, _| call.json(value, "application/json"), &query());
        call.to_request().unwrap().body_text().unwrap().to_owned()
    };
    assert_eq!(json(&0.1_f32), "0.1");
    assert_eq!(json(&1e300), "1e300");
    assert_eq!(json(&u64::MAX), "18446744073709551615");
    assert_eq!(json(&Decimal::parse("12.50").unwrap()), "\"12.50\"");
    let mut random = fastrand::Rng::with_seed(3);
    for _ in 0..2000 {
        let number = f64::from_bits(random.u64(..));
        if number.is_finite() {
            let read: f64 = serde_json::from_str(&json(&number)).unwrap();
            assert_eq!(read.to_bits(), number.to_bits());
        }
    }
}
