//! B78 to B82: files that are asked for in ranges (RFC 9110 section 14), from servers that lie about them. Whatever
//! happens, no file is published that is not the good one.

use std::sync::Arc;

use bytes::Bytes;

use super::super::ranges::{bounds, part, ranged};
use super::super::{Carrier, Expect, Failure, Fate, Fault, Plan, Reply, Responder, Setting};
use crate::answer::Answer;
use crate::recorded::Recorded;

pub(super) fn faults() -> Vec<Fault> {
    let mut faults = cuts();
    faults.extend(lies());
    faults.extend(changes());
    faults.extend(checksums());
    faults.push(expired());
    faults
}

const UNSURE: Expect = Expect::good_or_error(Fate::Unknown, Failure::Unverified);

/// A fault of files: the first reply ends early, so that the client asks for the rest.
fn file(
    row: &'static str,
    name: &'static str,
    expect: Expect,
    replies: impl Fn(&Setting<'_>, &Answer) -> Option<Vec<Responder>> + Send + Sync + 'static,
) -> Fault {
    Fault::fitting(row, name, Carrier::ALL, expect, move |setting| {
        let good = setting.good();
        good.is_download().then(|| replies(setting, good)).flatten().map(Plan::Replies)
    })
}

/// Answers as an honest server does, up to this byte of the file.
fn cut(file: &Answer, at: usize) -> Responder {
    let file = file.clone();
    Arc::new(move |request| {
        let answer = ranged(&file, request);
        let first =
            request.field("range").and_then(|range| bounds(range, file.body.len())).map_or(0, |(first, _)| first);
        Reply::Cut(answer, at.saturating_sub(first))
    })
}

fn answers(answer: impl Fn(&Recorded) -> Answer + Send + Sync + 'static) -> Responder {
    Arc::new(move |request| Reply::Whole(answer(request)))
}

fn cuts() -> Vec<Fault> {
    let interrupted = Expect::error(Fate::Unknown, Failure::Interrupted);
    vec![
        file("B78", "file that ends early", interrupted, |setting, good| {
            Some(vec![cut(good, setting.scene.cut.of(good.body.len()))])
        }),
        file("B78", "file that ends early three times", interrupted, |setting, good| {
            let first = setting.scene.cut.of(good.body.len());
            let second = first + (good.body.len() - first) / 2;
            let last = good.body.len() - 1;
            Some(vec![cut(good, first), cut(good, second), cut(good, last)])
        }),
    ]
}

/// What a server says instead of the range that was asked for.
fn lies() -> Vec<Fault> {
    let lie = |name, answer: fn(&Answer, usize) -> Answer| {
        file("B79", name, UNSURE, move |setting, good| {
            let at = setting.scene.cut.of(good.body.len());
            let answer = answer(good, at);
            Some(vec![cut(good, at), answers(move |_| answer.clone())])
        })
    };
    vec![
        lie("range ignored", |good, _| good.clone()),
        lie("range that begins earlier", |good, at| part(good, at / 2, good.body.len() - 1)),
        lie("range that begins later", |good, at| part(good, (at + 1).min(good.body.len() - 1), good.body.len() - 1)),
        lie("range that is called another", |good, at| {
            part(good, at / 2, good.body.len() - 1).with("content-range", content_range(good, at))
        }),
        lie("range without its name", |good, at| part(good, at, good.body.len() - 1).without("content-range")),
        lie("range of an unknown length", |good, at| {
            let last = good.body.len() - 1;
            part(good, at, last).with("content-range", format!("bytes {at}-{last}/*"))
        }),
        lie("range of another length", |good, at| {
            let last = good.body.len() - 1;
            part(good, at, last).with("content-range", format!("bytes {at}-{last}/{}", good.body.len() + 7))
        }),
        lie("range in another unit", |good, at| {
            part(good, at, good.body.len() - 1).with("content-range", "lines 1-2/3")
        }),
        lie("ranges in parts", |good, at| {
            let part = good.body.slice(at..);
            let head = format!("--x\r\ncontent-range: {}\r\n\r\n", content_range(good, at));
            let body = [head.as_bytes(), &part, b"\r\n--x--\r\n"].concat();
            good.clone().status(206).with("content-type", "multipart/byteranges; boundary=x").body(body)
        }),
        lie("range that cannot be had", |good, _| {
            Answer::new(416).field("content-range", format!("bytes */{}", good.body.len()))
        }),
        lie("range of nothing", |good, at| part(good, at, good.body.len() - 1).body(Bytes::new())),
    ]
}

fn content_range(file: &Answer, first: usize) -> String {
    format!("bytes {first}-{}/{}", file.body.len() - 1, file.body.len())
}

/// The first part is of an older file: whoever puts parts of both together has neither.
fn changes() -> Vec<Fault> {
    let change =
        |name, old: fn(&Answer) -> Answer, new: fn(&Answer) -> Answer, rest: fn(&Answer, &Recorded) -> Answer| {
            file("B80", name, UNSURE, move |setting, good| {
                let at = setting.scene.cut.of(good.body.len());
                let (old, new) = (old(&older(good)), new(good));
                Some(vec![cut(&old, at), answers(move |request| rest(&new, request))])
            })
        };
    let careless = |file: &Answer, request: &Recorded| match request.field("range") {
        Some(range) => match bounds(range, file.body.len()) {
            Some((first, last)) => part(file, first, last),
            None => Answer::new(416),
        },
        None => file.clone(),
    };
    vec![
        change("file that has changed", |old| old.clone().with("etag", "\"older\""), Answer::clone, ranged),
        change(
            "file that has changed, from a server that does not look",
            |old| old.clone().with("etag", "\"older\""),
            Answer::clone,
            careless,
        ),
        change("weak entity tag", weak, weak, careless),
        change("no entity tag", |old| old.clone().without("etag"), |new| new.clone().without("etag"), careless),
    ]
}

fn weak(file: &Answer) -> Answer {
    file.clone().with("etag", "W/\"same\"")
}

/// Every byte is another one.
fn older(good: &Answer) -> Answer {
    let body: Vec<u8> = good.body.iter().map(|byte| byte ^ 0x01).collect();
    let older = CHECKSUMS.iter().fold(good.clone(), |answer, name| answer.without(name));
    older.body(body)
}

/// Fields that a good answer can carry a checksum in.
const CHECKSUMS: [&str; 4] = ["content-md5", "x-ms-blob-content-md5", "repr-digest", "content-digest"];

/// One byte is another, and the checksum is the good one's.
fn checksums() -> Vec<Fault> {
    let expect = Expect::error(Fate::Unknown, Failure::Unverified);
    vec![file("B81", "file that its checksum contradicts", expect, |setting, good| {
        CHECKSUMS.iter().find_map(|name| good.value(name))?;
        let mut body = good.body.to_vec();
        let at = setting.scene.cut.of(body.len());
        body[at] ^= 0x01;
        let wrong = good.clone().body(body);
        Some(vec![answers(move |_| wrong.clone())])
    })]
}

/// A link that stops being valid while the file is fetched.
fn expired() -> Fault {
    file("B82", "link that expires midway", UNSURE, |setting, good| {
        let error = "<?xml version=\"1.0\"?><Error><Code>AuthenticationFailed</Code></Error>";
        let refused = Answer::ok("application/xml", error).status(403);
        let at = setting.scene.cut.of(good.body.len());
        Some(vec![cut(good, at), answers(move |_| refused.clone())])
    })
}
