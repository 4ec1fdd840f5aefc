//! Connections that break, and servers that do not send the rest.

use apiloom_runtime::{Cause, Downloads, Retry};

use super::reply::Reply;
use super::{HOSTS, LINK, client, client_with, content, field, service, settings};

const ETAG: &str = "\"0x8DC\"";

#[tokio::test(start_paused = true)]
async fn a_download_goes_on_where_it_broke() {
    let whole = content(5000);
    for cut in [0, 1, 2500, 4998, 4999] {
        let sent = whole.clone();
        let service = service(move |number, request| {
            let reply = Reply::blob(request, &sent, ETAG);
            if number == 1 { reply.cut(cut) } else { reply }
        });
        assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(5000).await.unwrap(), whole, "{cut}");
        let second = &service.requests()[1];
        let range = (cut > 0).then(|| format!("bytes={cut}-"));
        assert_eq!(field(second, "range"), range.as_deref());
        assert_eq!(field(second, "if-match"), (cut > 0).then_some(ETAG));
        let coding = if cut > 0 { "identity" } else { "gzip" };
        assert_eq!(field(second, "accept-encoding"), Some(coding), "a part is coded as the rest of it was");
    }
}

#[tokio::test(start_paused = true)]
async fn not_for_ever() {
    let whole = content(5000);
    for (resumes, breaks, expected) in [(5, 5, true), (5, 6, false), (0, 1, false), (0, 0, true), (2, 2, true)] {
        let sent = whole.clone();
        let service = service(move |number, request| {
            let reply = Reply::blob(request, &sent, ETAG);
            if number <= breaks { reply.cut(10) } else { reply }
        });
        let client = client_with(&service, Downloads::default().resumes(resumes));
        match client.download(LINK, HOSTS).to_bytes(5000).await {
            Ok(bytes) => assert!(expected && bytes == whole),
            Err(error) => {
                assert!(!expected && error.is_transient() && error.attempts().len() == breaks, "{error}");
                assert!(error.attempts().iter().all(|attempt| attempt.cause() == Cause::Interrupted));
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn requests_that_fail_are_repeated_as_calls_are() {
    for (status, requests) in [(503, 3), (500, 3), (429, 3), (408, 3), (404, 1), (401, 1), (403, 1), (409, 1), (400, 1)]
    {
        let service = service(move |_, _| Reply::status(status));
        let error = client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!((service.requests().len(), error.attempts().len()), (requests, requests), "{status}");
        assert_eq!(error.host(), Some("account.blob.core.windows.net"));
    }
    let service = service(|number, request| match number {
        1 => Reply::lost(),
        2 => Reply::status(503).header("retry-after", "7"),
        _ => Reply::blob(request, b"a,b", ETAG),
    });
    let started = tokio::time::Instant::now();
    assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap(), "a,b");
    assert!(started.elapsed().as_secs() >= 7);
}

#[tokio::test(start_paused = true)]
async fn nothing_is_repeated_where_nothing_is_to_be() {
    let service = service(|_, request| Reply::blob(request, &content(100), ETAG).cut(50));
    let client = settings().transport(service.clone()).retry(Retry::never()).build().unwrap();
    let error = client.download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
    assert!(error.is_transient());
    assert_eq!(service.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_ends_it() {
    let service = service(|_, _| Reply::status(503).header("retry-after", "61"));
    let error = client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
    assert_eq!(error.retry_after().unwrap().as_secs(), 61);
    assert_eq!(service.requests().len(), 1);
}

/// Failures in between do not use up what there is for another place in the file.
#[tokio::test(start_paused = true)]
async fn progress_counts() {
    let whole = content(5000);
    let sent = whole.clone();
    let service = service(move |number, request| match number % 3 {
        2 => Reply::status(503),
        _ => Reply::blob(request, &sent, ETAG).cut(1000),
    });
    let client = client_with(&service, Downloads::default());
    assert_eq!(client.download(LINK, HOSTS).to_bytes(5000).await.unwrap(), whole);
}

/// What a server may answer in place of the rest from byte 40 on. Nothing of it is put to what is there.
fn lies(whole: &[u8]) -> Vec<(&'static str, Reply)> {
    let rest = Reply::part(whole, 40).header("etag", ETAG);
    let ranged = |range| rest.clone().header("content-range", range);
    vec![
        ("ignores the range", Reply::whole(whole).header("etag", ETAG)),
        ("ignores it and has no tag", Reply::whole(whole)),
        ("another file", Reply::status(412)),
        ("no such part", Reply::status(416)),
        ("begins earlier", Reply::part(whole, 39).header("etag", ETAG)),
        ("begins later", Reply::part(whole, 41).header("etag", ETAG)),
        ("says that it begins elsewhere", ranged("bytes 0-59/100")),
        ("says nothing", rest.clone().without("content-range")),
        ("says nothing that can be read", ranged("bytes 40-/100")),
        ("says that there is no part", ranged("bytes */100")),
        ("another unit", ranged("items 40-99/100")),
        ("longer now", ranged("bytes 40-99/101")),
        ("shorter now", ranged("bytes 40-98/99")),
        ("a length that is none", ranged("bytes 40-99/99")),
        ("another length than it says", ranged("bytes 40-98/100")),
        ("another tag", rest.clone().header("etag", "\"0x8DD\"")),
        ("a weak tag", rest.clone().header("etag", "W/\"0x8DC\"")),
        ("no tag", rest.clone().without("etag")),
        ("packed", rest.clone().header("content-encoding", "gzip")),
        ("several parts", rest.clone().header("content-type", "multipart/byteranges; boundary=x")),
    ]
}

#[tokio::test(start_paused = true)]
async fn lies_are_not_believed() {
    let whole = content(100);
    for (what, lie) in lies(&whole) {
        let (sent, lie) = (whole.clone(), lie.clone());
        let once = lie.clone();
        let service = service(move |number, request| match number {
            1 => Reply::blob(request, &sent, ETAG).cut(40),
            2 => once.clone(),
            _ => Reply::blob(request, &sent, ETAG),
        });
        assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap(), whole, "{what}");
        let requests = service.requests();
        assert!(requests.get(2).is_none_or(|third| field(third, "range").is_none()), "{what}");

        let sent = whole.clone();
        let always = super::service(move |_, request| match field(request, "range") {
            None => Reply::blob(request, &sent, ETAG).cut(40),
            Some(_) => lie.clone(),
        });
        match client(&always).download(LINK, HOSTS).to_bytes(1000).await {
            // The whole file came in place of the rest, and nothing cut that.
            Ok(bytes) => assert!(bytes == whole && what.starts_with("ignores"), "{what}"),
            Err(error) => assert!(error.is_source_changed(), "{what}: {error}"),
        }
        assert!(always.requests().len() <= 4, "{what}");
    }
}

/// What was written cannot be taken back.
#[tokio::test(start_paused = true)]
async fn a_writer_is_not_begun_again() {
    let whole = content(100);
    for (what, lie) in lies(&whole) {
        let sent = whole.clone();
        let service = service(move |number, request| match number {
            1 => Reply::blob(request, &sent, ETAG).cut(40),
            _ => lie.clone(),
        });
        let mut written = Vec::new();
        let error = client(&service).download(LINK, HOSTS).to_writer(&mut written).await.unwrap_err();
        assert!(error.is_source_changed(), "{what}: {error}");
        assert_eq!(written, whole[..40], "{what}");
    }
    let sent = whole.clone();
    let service = service(move |number, request| {
        let reply = Reply::blob(request, &sent, ETAG);
        if number == 1 { reply.cut(40) } else { reply }
    });
    let mut written = Vec::new();
    let downloaded = client(&service).download(LINK, HOSTS).to_writer(&mut written).await.unwrap();
    assert_eq!((written, downloaded.length(), downloaded.attempts().len()), (whole, 100, 1));
}

/// Without a strong tag there is nothing to go on by.
#[tokio::test(start_paused = true)]
async fn weak_tags_begin_again() {
    let whole = content(100);
    for etag in [None, Some("W/\"1\""), Some("1"), Some("\"1"), Some("\"a\"b\""), Some("")] {
        let sent = whole.clone();
        let service = service(move |number, request| {
            assert!(field(request, "range").is_none() && field(request, "if-match").is_none());
            let reply = Reply::whole(&sent);
            let reply = etag.map_or(reply.clone(), |etag| reply.header("etag", etag));
            if number < 3 { reply.cut(40) } else { reply }
        });
        assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap(), whole, "{etag:?}");
        let always = super::service(|_, _| Reply::whole(&content(100)).cut(40));
        let error = client(&always).download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
        assert!(error.is_transient() && always.requests().len() == 3, "as often as any request");
        let mut written = Vec::new();
        let error = client(&always).download(LINK, HOSTS).to_writer(&mut written).await.unwrap_err();
        assert!(error.is_transient() && error.attempts().len() == 1 && written.len() == 40);
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_changes_is_begun_again_once() {
    let versions = [content(100), content(120), content(140)];
    for (changes, expected) in [(1, Some(&versions[1])), (2, None)] {
        let versions = versions.clone();
        let service = service(move |number, request| {
            // Each version breaks once, and is another when the rest is asked for.
            let version = (number / 2).min(changes);
            let reply = Reply::blob(request, &versions[version], &format!("\"{version}\""));
            if number % 2 == 1 && version < changes { reply.cut(40) } else { reply }
        });
        let outcome = client(&service).download(LINK, HOSTS).to_bytes(1000).await;
        match expected {
            Some(expected) => assert_eq!(outcome.unwrap(), *expected),
            None => assert!(outcome.unwrap_err().is_source_changed()),
        }
    }
}

/// A server may send less than the rest, and is asked for what is still missing.
#[tokio::test(start_paused = true)]
async fn parts_of_the_rest() {
    let whole = content(100);
    let sent = whole.clone();
    let service = service(move |_, request| match field(request, "range") {
        None => Reply::blob(request, &sent, ETAG).cut(40),
        Some(range) => {
            let from: usize = range[6..range.len() - 1].parse().unwrap();
            let end = (from + 25).min(100);
            let range = format!("bytes {from}-{}/*", end - 1);
            Reply::status(206).with_body(&sent[from..end]).header("content-range", &range).header("etag", ETAG)
        }
    });
    assert_eq!(client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap(), whole);
    assert_eq!(service.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn what_was_not_asked_for() {
    let error = async |reply: Reply| {
        let service = service(move |_, _| reply.clone());
        client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap_err()
    };
    for reply in
        [Reply::part(b"a,b", 1).header("etag", ETAG), Reply::part(b"a,b", 0), Reply::status(204), Reply::status(201)]
    {
        let error = error(reply.clone()).await;
        assert!(!error.is_transient() && error.status().is_none() && error.attempts().len() == 1, "{reply:?}: {error}");
    }
    let error = error(Reply::whole(b"a,b,c").header("content-length", "3")).await;
    assert!(error.to_string().contains("more came than the answer said"), "{error}");
}
