//! Signing in, and who may know of it.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::time::Duration;

use partner_insights_emulator::Emulator;
use serde_json::Value;

use crate::support::{Desk, QUERY, Said, run, said, start};

/// Signs in as somebody would who reads what is printed; `decide` is what happens in the browser.
fn sign_in(desk: &Desk, decide: impl FnOnce(&Emulator, &str) -> bool) -> Said {
    desk.emulator.device_interval(Duration::from_secs(1));
    let application = ["--tenant", Emulator::tenant(), "--client-id", Emulator::client_id()];
    let mut command = desk.command(&[&["login"], &application[..]].concat());
    let mut child = start(command.env("INSIGHTS_AUTHORITY", desk.emulator.origin()));
    let mut words = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    words.read_line(&mut line).unwrap();
    let code = line.trim().rsplit(' ').next().unwrap();
    assert!(line.starts_with("Open http") && decide(&desk.emulator, code), "{line}");
    words.read_to_string(&mut line).unwrap();
    Said { words: line, ..said(&child.wait_with_output().unwrap()) }
}

fn stored(desk: &Desk) -> Value {
    serde_json::from_str(&fs::read_to_string(desk.path("config/signed-in.json")).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_in_works_and_signs_out() {
    let desk = Desk::new().await;
    let signed_in = sign_in(&desk, Emulator::approve_device);
    assert_eq!(signed_in.code, 0, "{}", signed_in.words);
    let first = stored(&desk)["refresh_token"].as_str().unwrap().to_owned();

    // The emulator takes each refresh token once: the second command works because the first stored the next.
    for _ in 0..2 {
        let listed = run(&mut desk.command(&["list-reports"]));
        assert_eq!(listed.code, 0, "{}", listed.words);
    }
    let last = stored(&desk)["refresh_token"].as_str().unwrap().to_owned();
    assert_ne!(first, last);

    let status = run(&mut desk.command(&["status", "-o", "json"]));
    assert_eq!(serde_json::from_str::<Value>(&status.data).unwrap()["Tenant"], Emulator::tenant());
    for text in [&signed_in.words, &signed_in.data, &status.data, &status.words] {
        assert!(!text.contains(&first) && !text.contains(&last), "{text}");
    }

    assert_eq!(run(&mut desk.command(&["logout"])).code, 0);
    assert!(!desk.path("config/signed-in.json").exists());
    assert_eq!(run(&mut desk.command(&["list-reports"])).code, 3);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_side_by_side_share_who_signed_in() {
    let desk = Desk::new().await;
    sign_in(&desk, Emulator::approve_device);
    let children: Vec<_> = (0..4).map(|_| start(&mut desk.command(&["list-reports"]))).collect();
    for child in children {
        let said = said(&child.wait_with_output().unwrap());
        assert_eq!(said.code, 0, "{}", said.words);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_declines_is_not_signed_in() {
    let desk = Desk::new().await;
    let declined = sign_in(&desk, Emulator::decline_device);
    assert_eq!(declined.code, 3, "{}", declined.words);
    assert!(declined.words.contains("authorization_declined"), "{}", declined.words);
    assert!(!desk.path("config/signed-in.json").exists());
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::new().await;
    sign_in(&desk, Emulator::approve_device);
    let (folder, file) = (desk.path("config"), desk.path("config/signed-in.json"));
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");

    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
    let before = desk.emulator.requests().len();
    let refused = run(&mut desk.command(&["list-reports"]));
    assert_eq!(refused.code, 5, "{}", refused.words);
    assert!(refused.words.contains("others can read it") && refused.words.contains("chmod 600"), "{}", refused.words);
    assert_eq!(desk.emulator.requests().len(), before);

    // Signing in again makes it one's own.
    let again = sign_in(&desk, Emulator::approve_device);
    assert_eq!((again.code, mode(&file)), (0, 0o600), "{}", again.words);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_missing_or_leads_elsewhere_is_told() {
    let desk = Desk::new().await;
    let bare = run(&mut desk.command(&["login"]));
    assert_eq!(bare.code, 2);
    assert!(bare.words.contains("--tenant"), "{}", bare.words);
    let application = ["login", "--tenant", "contoso.com", "--client-id", "x", "--authority"];
    for authority in ["https://login.example.com", "http://login.example.com"] {
        let said = run(&mut desk.command(&[&application[..], &[authority]].concat()));
        assert_eq!(said.code, 2, "{authority}: {}", said.words);
    }
    fs::create_dir(desk.path("config")).unwrap();
    fs::write(desk.path("config/signed-in.json"), "a-secret-refresh-token").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(desk.path("config/signed-in.json"), fs::Permissions::from_mode(0o600)).unwrap();
    }
    let broken = run(&mut desk.command(&["create-query", "--name", "x", "--query", QUERY]));
    assert_eq!(broken.code, 5, "{}", broken.words);
    assert!(!broken.words.contains("a-secret"), "{}", broken.words);
}
