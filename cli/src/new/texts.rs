//! The files of a new package that are the same whatever its API.

use crate::scaffold::calls::plain;

pub(super) const BUILD_SCRIPT: &str = "fn main() { apiloom_codegen::Builder::new(\"spec\").emit_to_out_dir(); }\n";

const API: &str = r#"# yaml-language-server: $schema=https://raw.githubusercontent.com/apiloom/apiloom/main/docs/spec.schema.json
apiloom: 1
name: NAME
description: An API to begin with. Say here what yours is for.
servers:
  main: https://api.example.com/v1
security: bearer

every_operation:
  errors: { "4XX, 5XX": Failure }

schemas:
  Failure: { fields: { message: { type: "string?", description: What went wrong. } } }
"#;

const NOTES: &str = r"description: Notes.

operations:
  read_note:
    summary: Reads a note.
    request: GET /notes/{id}
    path: { id: NoteId }
    returns: Note

  save_note:
    summary: Saves a note.
    request: PUT /notes/{id}
    path: { id: NoteId }
    body: Draft
    returns: Note
    examples:
      milk:
        parameters: { id: 9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10 }
        body: { text: Milk }
        200: { id: 9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10, text: Milk }

schemas:
  NoteId: uuid
  Draft: { fields: { text: string } }
  Note:
    fields:
      id: NoteId
      text: { type: string, description: What it says. }
";

const TEST: &str = r##"//! The client against a service in memory: nothing leaves the machine.

use CRATE::models::{Draft, NoteId};
use CRATE::{AccessToken, Client, Error, InMemory, Method};

const ID: &str = "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10";
const NOTE: &str = r#"{ "id": "9a1c5b1e-2f5e-4a57-8f0c-0f5d3c1b7e10", "text": "Milk" }"#;

fn client(service: &InMemory) -> Result<Client, Error> {
    Client::builder().credentials(AccessToken::new("example")).transport(service.clone()).build()
}

#[tokio::test]
async fn a_note_is_saved_and_read() -> Result<(), Error> {
    let service = InMemory::in_turn([Ok(InMemory::json(200, NOTE)), Ok(InMemory::json(200, NOTE))]);
    let client = client(&service)?;

    client.save_note().id(&NoteId::new(ID)).body(&Draft::new("Milk")).await?;
    let note = client.read_note(&NoteId::new(ID)).await?;
    assert_eq!(note.text, "Milk");

    let requests = service.requests();
    assert_eq!(requests[0].method(), Method::PUT);
    assert_eq!(requests[0].uri().path(), format!("/v1/notes/{ID}"));
    assert_eq!(requests[0].body().as_ref(), br#"{"text":"Milk"}"#);
    assert_eq!(requests[1].method(), Method::GET);
    Ok(())
}

#[tokio::test]
async fn what_goes_wrong_is_an_error_with_its_message() -> Result<(), Error> {
    let service = InMemory::new(|_| Ok(InMemory::json(404, r#"{ "message": "There is none." }"#)));
    let error = client(&service)?.read_note(&NoteId::new(ID)).await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert!(error.to_string().contains("There is none."), "{error}");
    Ok(())
}
"##;

const README: &str = "generated from the YAML files of [`spec/`](spec/) when the package is built.

```sh
apiloom check        # what is wrong with the spec
cargo test           # builds the client and calls it, without a network
cargo doc --open     # the client's documentation
```

To add an endpoint, say it in a file of `spec/` and build: the method is there. The language is described at
<https://github.com/apiloom/apiloom/blob/main/docs/spec.md>.
";

/// A spec of two operations.
pub(super) fn spec(name: &str) -> Vec<(String, String)> {
    // In quotes, because a name may be a word that YAML reads as something else.
    vec![
        ("api.yaml".to_owned(), API.replace("NAME", &format!("\"{name}\""))),
        ("notes.yaml".to_owned(), NOTES.to_owned()),
    ]
}

/// A test of these two operations.
pub(super) fn test(crate_name: &str) -> String {
    TEST.replace("CRATE", crate_name)
}

pub(super) fn readme(package: &str, api: &str) -> String {
    format!("# {package}\n\nA client of {}, {README}", plain(api))
}

pub(super) fn library(api: &str) -> String {
    format!("//! A client of {}.\n\napiloom_runtime::include_client!(mod api);\npub use api::*;\n", plain(api))
}
