//! Links and URLs that are refused before anything is sent (B63, B64): a listener hears nothing.

use std::io;

use apiloom_chaos::{Answer, Server, http1};
use partner_insights::runtime::Downloads;
use partner_insights::{AccessToken, Client, Error};
use tokio::runtime::Builder;

use crate::report::{Report, Row};
use crate::robust::operation::execution;

/// Links of a download; `{port}` is that of a listener on this machine.
const LINKS: [&str; 26] = [
    "http://127.0.0.1:{port}/x",
    "https://127.0.0.1:{port}/x",
    "https://localhost:{port}/x",
    "https://[::1]:{port}/x",
    "https://[::ffff:127.0.0.1]:{port}/x",
    "https://0x7f000001:{port}/x",
    "https://2130706433:{port}/x",
    "https://0177.0.0.1:{port}/x",
    "https://127.1:{port}/x",
    "https://169.254.169.254/latest/meta-data/",
    "https://metadata.google.internal/",
    "https://10.0.0.1/x",
    "https://192.168.1.1/x",
    "https://intranet/x",
    "https://files.example.com:{port}/x",
    "http://files.example.com/x",
    "https://user:password@files.example.com/x",
    "https://files.example.com@127.0.0.1:{port}/x",
    "https://files.example.com\\@127.0.0.1:{port}/x",
    "https:\\\\127.0.0.1:{port}\\x",
    "//127.0.0.1:{port}/x",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "data:text/csv,x",
    "ftp://files.example.com/x",
    "https://files.example.com/\r\nx",
];

/// Hosts that are not pinned, for a client that pins `files.example.com`.
const NOT_PINNED: [&str; 6] = [
    "https://example.com/x",
    "https://files.example.com.evil.example/x",
    "https://evilfiles.example.com/x",
    "https://a.files.example.com/x",
    "https://files.example.com./x",
    "https://files.example.com:8443/x",
];

/// Base URLs of a client with credentials.
const BASES: [&str; 10] = [
    "http://api.example.com",
    "http://10.0.0.1",
    "http://localhost.example.com",
    "http://0.0.0.0:{port}",
    "https://user:password@api.example.com",
    "https://user@api.example.com",
    "https://api.example.com?x=1",
    "https://api.example.com#x",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}",
];

pub(super) fn run(report: &mut Report) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let (mut wrong, connections) = runtime.block_on(async {
        let server = Server::start(http1::Script::answer(&Answer::json("{}"))).await?;
        let port = server.address().port().to_string();
        let wrong = links(&port).await.map_err(io::Error::other)?;
        io::Result::Ok((wrong, server.journal().connections()))
    })?;
    wrong.extend(BASES.iter().filter(|base| is_taken(base)).map(|base| format!("B64: the base URL {base} is taken")));
    let count = LINKS.len() + NOT_PINNED.len() + BASES.len();
    report.must_be_none(
        "S3, B63, B64",
        "links and base URLs that must be refused and are not",
        wrong.len(),
        count as u64,
    );
    wrong.into_iter().for_each(|wrong| report.finding(wrong));
    report.must_hold(
        connections == 0,
        Row {
            promise: "S3, B63",
            measure: "connections to this machine because of them".to_owned(),
            count: count as u64,
            result: connections.to_string(),
            promised: "0".to_owned(),
        },
    );
    Ok(())
}

async fn links(port: &str) -> Result<Vec<String>, Error> {
    let mut wrong = Vec::new();
    let cautious = client(Downloads::default())?;
    let pinned = client(Downloads::default().pin("files.example.com"))?;
    for (client, links) in [(&cautious, &LINKS[..]), (&pinned, &LINKS), (&pinned, &NOT_PINNED)] {
        for link in links {
            let text = link.replace("{port}", port);
            let told = client.download_report(&execution(&text.escape_default().to_string())).to_bytes(1024).await;
            match told {
                Err(error) if error.is_refused_link() => {}
                Err(error) => wrong.push(format!("B63: the link {link} is refused late: {error}")),
                Ok(_) => wrong.push(format!("B63: the link {link} is followed")),
            }
        }
    }
    Ok(wrong)
}

fn client(downloads: Downloads) -> Result<Client, Error> {
    Client::builder()
        .server(partner_insights::Server::Partner)
        .credentials(AccessToken::new("token"))
        .downloads(downloads)
        .build()
}

fn is_taken(base: &str) -> bool {
    let builder = Client::builder().server(partner_insights::Server::Partner).credentials(AccessToken::new("token"));
    builder.base_url(base.replace("{port}", "8080")).build().is_ok()
}
