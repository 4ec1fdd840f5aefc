use super::{Link, Refusal, Rules};

fn rules(hosts: &[&str], loopback: bool) -> Rules {
    Rules { hosts: hosts.iter().map(ToString::to_string).collect(), loopback }
}

fn refusal(text: &str, rules: &Rules) -> Refusal {
    Link::judge(text, rules).err().unwrap_or_else(|| panic!("accepted: {text}"))
}

const BLOB: &str = "*.blob.core.windows.net";

#[test]
fn accepted() {
    for (hosts, text) in [
        (&[][..], "https://files.example.com/a.csv?sig=x%2By%3D"),
        (&[], "HTTPS://files.example.com:443/"),
        (&[], "https://files.example.com?sig=x"),
        (&[], "https://files.example.com/a#b"),
        (&[BLOB], "https://account.blob.core.windows.net/c/b?sv=1&sig=x"),
        (&[BLOB], "https://Account.BLOB.core.windows.net/c/b"),
        (&[BLOB], "https://a.b.blob.core.windows.net/c/b"),
        (&["*.Blob.core.windows.net"], "https://account.blob.core.windows.net/c/b"),
        (&["other.example", "files.example.com"], "https://files.example.com/"),
        (&["files.example.com:8443"], "https://files.example.com:8443/"),
        (&["*.example.com:8443"], "https://files.example.com:8443/"),
    ] {
        let link = Link::judge(text, &rules(hosts, false)).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"));
        assert!(link.url().fragment().is_none());
    }
}

/// What proves that the file may be read stays as it was written.
#[test]
fn signatures_are_kept() {
    let text = "https://a.example.com/x%20y/z?sv=2025&sig=a%2Bb%2F%3D&se=2026-01-01T00%3A00%3A00Z";
    assert_eq!(Link::judge(text, &rules(&[], false)).ok().unwrap().url().as_str(), text);
}

#[test]
fn refused_whatever_is_pinned() {
    for text in [
        "",
        " ",
        "files.example.com/a",
        "/a",
        "//files.example.com/a",
        "javascript:alert(1)",
        "data:,x",
        "file:///etc/passwd",
        "file://files.example.com/a",
        "ftp://files.example.com/",
        "http://files.example.com/",
        "https:files.example.com",
        "https:/files.example.com",
        "https:///files.example.com",
        "https://",
        "https:\\\\files.example.com",
        "https://files.example.com\\@evil.example",
        "https://\tfiles.example.com/",
        "https://files.example.com/\r\nHost: x",
        "https://files.example.com/\u{202e}",
        "https://fil\u{e9}s.example.com/",
        "https://user@files.example.com/",
        "https://user:S3NT1NEL@files.example.com/",
        "https://@files.example.com/",
        "https://:@files.example.com/",
        "https://files.example.com:8443/",
        "https://files.example.com:0/",
        "https://files.example.com:99999/",
        "https://files.example.com:80/",
        "https://files.example.com./",
        "https://1.1.1.1/",
        "https://169.254.169.254/latest",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://[::1]/",
        "https://[::ffff:169.254.169.254]/",
        "https://[fe80::1]/",
        "https://10.0.0.1/",
        "https://localhost/",
        "https://LOCALHOST/",
        "https://%6cocalhost/",
        "https://a.localhost/",
        "https://files/",
        "https://files.local/",
        "https://metadata.google.internal/",
        "https://db.corp/",
        "https://router.home.arpa/",
        "https://x.onion/",
        "https://a b.example.com/",
        "http://127.0.0.1/",
        "https://127.0.0.1.:443/",
        "https://%00.example.com/",
        "https://a%2f.example.com/",
    ] {
        for hosts in [&[][..], &["files.example.com", "localhost", "127.0.0.1", "files", "db.corp"]] {
            let refusal = refusal(text, &rules(hosts, false));
            assert!(!format!("{refusal:?}").contains("S3NT1NEL"));
        }
    }
    let long = format!("https://files.example.com/{}", "a".repeat(9000));
    assert_eq!(refusal(&long, &rules(&[], false)).why, "it is longer than 8 KiB");
}

#[test]
fn refused_where_hosts_are_pinned() {
    for (pin, text) in [
        (BLOB, "https://blob.core.windows.net/"),
        (BLOB, "https://.blob.core.windows.net/"),
        (BLOB, "https://evilblob.core.windows.net/"),
        (BLOB, "https://account.blob.core.windows.net.evil.example/"),
        (BLOB, "https://evil.example/?account.blob.core.windows.net"),
        (BLOB, "https://evil.example/#.blob.core.windows.net"),
        (BLOB, "https://account.blob.core.windows.net:8443/"),
        ("files.example.com", "https://a.files.example.com/"),
        ("files.example.com", "https://xfiles.example.com/"),
        ("files.example.com:8443", "https://files.example.com/"),
        ("files.example.com:", "https://files.example.com/"),
        ("files.example.com:x", "https://files.example.com/"),
        ("https://files.example.com", "https://files.example.com/"),
        ("*", "https://files.example.com/"),
        ("*.", "https://files.example.com/"),
        ("", "https://files.example.com/"),
    ] {
        refusal(text, &rules(&[pin], false));
    }
    let expected = Refusal { host: Some("evil.example".to_owned()), why: "its host is not pinned" };
    assert_eq!(refusal("https://evil.example/?sig=S3NT1NEL", &rules(&[BLOB], false)), expected);
}

#[test]
fn loopback_where_it_is_allowed() {
    let rules = rules(&[BLOB], true);
    for text in [
        "http://127.0.0.1:8080/a?sig=x",
        "https://127.0.0.1/",
        "http://localhost:1/",
        "http://[::1]:9/",
        "http://127.9.9.9",
    ] {
        assert!(Link::judge(text, &rules).is_ok(), "{text}");
    }
    for text in [
        "http://10.0.0.1/",
        "http://account.blob.core.windows.net/",
        "http://localhost.example.com/",
        "http://169.254.169.254/",
        "http://user@localhost/",
        "http://0.0.0.0/",
        "http://[::2]/",
    ] {
        refusal(text, &rules);
    }
}

#[test]
fn redirects() {
    let pinned = rules(&[BLOB, "cdn.example.com"], false);
    let link = Link::judge("https://a.blob.core.windows.net/c/b?sig=x", &pinned).ok().unwrap();
    for (location, expected) in [
        ("/other", "https://a.blob.core.windows.net/other"),
        ("other?y", "https://a.blob.core.windows.net/c/other?y"),
        ("//cdn.example.com/z", "https://cdn.example.com/z"),
        ("https://cdn.example.com/z#f", "https://cdn.example.com/z"),
    ] {
        assert_eq!(link.redirected(location, &pinned).ok().unwrap().url().as_str(), expected);
    }
    for location in [
        "http://cdn.example.com/",
        "//evil.example/",
        "\\\\evil.example\\",
        "https://u:p@cdn.example.com/",
        "file:///a",
        "https://127.0.0.1/",
        "https://cdn.example.com:8443/",
        "https://",
    ] {
        assert!(link.redirected(location, &pinned).is_err(), "{location}");
    }
    let open = rules(&[], false);
    let link = Link::judge("https://files.example.com/", &open).ok().unwrap();
    assert!(link.redirected("https://other.example.com/", &open).is_err(), "nothing is pinned");
}

/// Whatever the bytes: no panic, and what is accepted is what every other reader of URLs would connect to.
#[test]
fn random_links() {
    const PARTS: [&str; 28] = [
        "https",
        "http",
        "://",
        ":",
        "//",
        "/",
        "\\",
        "@",
        "?",
        "#",
        ".",
        "..",
        "%2e",
        "%00",
        "\t",
        "\n",
        " ",
        "é",
        "a.blob.core.windows.net",
        "evil.example",
        "127.0.0.1",
        "localhost",
        "[::1]",
        ":443",
        ":80",
        "x",
        "0x7f",
        "*",
    ];
    let mut random = fastrand::Rng::with_seed(7);
    let rules = rules(&[BLOB], false);
    let mut accepted = 0;
    for _ in 0..200_000 {
        let mut text: String = (0..random.usize(1..9)).map(|_| PARTS[random.usize(..PARTS.len())]).collect();
        if random.bool() {
            text.insert_str(0, "https://");
        }
        if let Ok(link) = Link::judge(&text, &rules) {
            accepted += 1;
            assert!(link.host().ends_with(".blob.core.windows.net"), "{text}");
            assert_eq!((link.url().scheme(), link.url().port_or_known_default()), ("https", Some(443)), "{text}");
            let authority = text.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap();
            let host = authority.strip_suffix(":443").unwrap_or(authority).replace("%2e", ".");
            assert_eq!(host.trim_end_matches(':').to_ascii_lowercase(), link.host(), "{text}");
        }
    }
    assert!(accepted > 100, "{accepted}");
}
