// operations/all_scalars_sent.rs

//! Operations of `all_scalars_sent`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{
    Date, DateTime, Decimal, Error, IsoDuration, Method, Request, Response, Url, Uuid,
};
use apiloom_runtime::wire::{
    Answer, Call, Declared, FormatKind, Operation, Parameter, Rule, Segment, StatusKey,
};

impl super::super::Client {
    /// Sends everything.
    ///
    /// `POST /all`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | nothing |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// client.send_all().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn send_all(&self) -> SendAllRequest {
        let call = Call::new(&self.core, &SEND_ALL);
        SendAllRequest { call }
    }
}

/// The request of [`send_all`](super::super::Client::send_all): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct SendAllRequest {
    call: Call,
}

impl SendAllRequest {
    /// The query parameter `string`.
    pub fn string(mut self, string: &str) -> Self {
        self.call.set(0, &string);
        self
    }

    /// The query parameter `bool`.
    pub fn bool(mut self, bool: bool) -> Self {
        self.call.set(1, &bool);
        self
    }

    /// The query parameter `i32`.
    pub fn i32(mut self, i32: i32) -> Self {
        self.call.set(2, &i32);
        self
    }

    /// The query parameter `i64`.
    pub fn i64(mut self, i64: i64) -> Self {
        self.call.set(3, &i64);
        self
    }

    /// The query parameter `u32`.
    pub fn u32(mut self, u32: u32) -> Self {
        self.call.set(4, &u32);
        self
    }

    /// The query parameter `u64`.
    pub fn u64(mut self, u64: u64) -> Self {
        self.call.set(5, &u64);
        self
    }

    /// The query parameter `f32`.
    pub fn f32(mut self, f32: f32) -> Self {
        self.call.set(6, &f32);
        self
    }

    /// The query parameter `f64`.
    pub fn f64(mut self, f64: f64) -> Self {
        self.call.set(7, &f64);
        self
    }

    /// The query parameter `decimal`.
    pub fn decimal(mut self, decimal: &Decimal) -> Self {
        self.call.set(8, decimal);
        self
    }

    /// The query parameter `uuid`.
    pub fn uuid(mut self, uuid: &Uuid) -> Self {
        self.call.set(9, uuid);
        self
    }

    /// The query parameter `date`.
    pub fn date(mut self, date: &Date) -> Self {
        self.call.set(10, date);
        self
    }

    /// The query parameter `date-time`.
    pub fn date_time(mut self, date_time: &DateTime) -> Self {
        self.call.set(11, date_time);
        self
    }

    /// The query parameter `duration`.
    pub fn duration(mut self, duration: &IsoDuration) -> Self {
        self.call.set(12, duration);
        self
    }

    /// The query parameter `url`.
    pub fn url(mut self, url: &Url) -> Self {
        self.call.set(13, url);
        self
    }

    /// How long this call may take, waiting and retries included. Each attempt keeps its own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// What would be sent, secrets left out.
    ///
    /// # Errors
    /// If something given cannot be sent.
    pub fn to_request(&self) -> Result<Request, Error> {
        self.call.to_request()
    }
}

impl Future for SendAllRequest {
    type Output = Result<Response<()>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::empty)
    }
}

static SEND_ALL: Operation = Operation {
    name: "send_all",
    method: Method::POST,
    template: "/all",
    path: &[Segment::Literal("/all")],
    parameters: &[
        Parameter::query("string"),
        Parameter::query("bool"),
        Parameter::query("i32"),
        Parameter::query("i64"),
        Parameter::query("u32"),
        Parameter::query("u64"),
        Parameter::query("f32"),
        Parameter::query("f64"),
        Parameter {
            rules: &[Rule::Format(FormatKind::Decimal)],
            ..Parameter::query("decimal")
        },
        Parameter {
            rules: &[Rule::Format(FormatKind::Uuid)],
            ..Parameter::query("uuid")
        },
        Parameter {
            rules: &[Rule::Format(FormatKind::Date)],
            ..Parameter::query("date")
        },
        Parameter {
            rules: &[Rule::Format(FormatKind::DateTime)],
            ..Parameter::query("date-time")
        },
        Parameter {
            rules: &[Rule::Format(FormatKind::Duration)],
            ..Parameter::query("duration")
        },
        Parameter {
            rules: &[Rule::Format(FormatKind::Url)],
            ..Parameter::query("url")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "", &[])],
    ..Operation::NEW
};

