//! Applications that sign what they say.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apiloom_runtime::oauth::{Application, Certificate, ClientCredentials, IdentityProvider, TokenSource};
use apiloom_runtime::{InMemory, Json, serde_json};
use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PSS_2048_8192_SHA256, UnparsedPublicKey};
use aws_lc_rs::{digest, rsa};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::asking::ANSWER;
use super::issuer::AUDIENCE;

struct Made {
    key: rsa::KeyPair,
    key_pem: String,
    certificate: rcgen::Certificate,
}

fn made() -> Made {
    let key = rsa::KeyPair::generate(KeySize::Rsa2048).unwrap();
    let der = key.as_der().unwrap();
    let signing = rcgen::KeyPair::from_pkcs8_der_and_sign_algo(&der.as_ref().into(), &rcgen::PKCS_RSA_SHA256).unwrap();
    let params = rcgen::CertificateParams::new(vec!["application.example".to_owned()]).unwrap();
    Made { key, key_pem: signing.serialize_pem(), certificate: params.self_signed(&signing).unwrap() }
}

fn noon() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_800_000_000)
}

fn decoded(part: &str) -> Json {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

#[tokio::test]
async fn what_is_signed() {
    let (made, other) = (made(), made());
    let pem = [other.certificate.pem(), made.key_pem.clone(), made.certificate.pem()].concat();
    let certificate = Certificate::from_pem(pem.as_bytes()).unwrap();
    assert_eq!(format!("{certificate:?}"), "Certificate([redacted])");
    let service = InMemory::new(|_| Ok(InMemory::json(200, ANSWER)));
    let provider = IdentityProvider::entra("contoso.com").unwrap().transport(service.clone()).wall_clock(noon);
    let application = Application::with_certificate("application", certificate);
    let source = ClientCredentials::new(provider, application).unwrap();
    source.fetch(AUDIENCE).await.unwrap();
    source.fetch(AUDIENCE).await.unwrap();
    let bodies: Vec<String> =
        service.requests().iter().map(|request| String::from_utf8(request.body().to_vec()).unwrap()).collect();
    let kind = "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";
    let (start, assertion) = bodies[0].split_once("&client_assertion=").unwrap();
    assert!(start.ends_with(&format!("&client_id=application&{kind}")), "{start}");
    assert!(!start.contains("client_secret"));

    let parts: Vec<&str> = assertion.split('.').collect();
    let [header, claims, signature] = parts[..] else { panic!("{assertion}") };
    let thumbprint = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, made.certificate.der()));
    assert_eq!(decoded(header), serde_json::json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": thumbprint }));
    let mut claims = decoded(claims);
    let jti = claims.as_object_mut().unwrap().remove("jti").unwrap();
    let expected = serde_json::json!({
        "aud": "https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token",
        "iss": "application", "sub": "application",
        "iat": 1_800_000_000, "nbf": 1_800_000_000, "exp": 1_800_000_600,
    });
    assert_eq!(claims, expected);
    assert_eq!(jti.as_str().map(str::len), Some(22));
    assert!(bodies[0] != bodies[1], "no assertion is made twice");

    let signed = assertion.rsplit_once('.').unwrap().0;
    let key = UnparsedPublicKey::new(&RSA_PSS_2048_8192_SHA256, made.key.public_key());
    key.verify(signed.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).unwrap();
}

#[test]
fn what_is_no_certificate() {
    let (made, other) = (made(), made());
    let elliptic = rcgen::generate_simple_self_signed(vec!["application.example".to_owned()]).unwrap();
    for (pem, expected) in [
        (String::new(), "no private key"),
        ("S3NT1NEL".to_owned(), "no private key"),
        (made.certificate.pem(), "no private key"),
        (made.key_pem.clone(), "none for its private key"),
        (made.key_pem.clone() + &other.certificate.pem(), "none for its private key"),
        (elliptic.signing_key.serialize_pem() + &elliptic.cert.pem(), "not RSA"),
        (made.key_pem.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY") + &made.certificate.pem(), "no private key"),
    ] {
        let error = Certificate::from_pem(pem.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected) && !error.contains("S3NT1NEL"), "{error}");
    }
}
