//! A browser that does as it is told, by `WebDriver` (<https://www.w3.org/TR/webdriver2/>).

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// One window. It is closed, with its driver, when this is dropped.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// How long anything may take that a page does by itself.
const PATIENCE: Duration = Duration::from_secs(30);

impl Browser {
    pub(crate) fn start(width: u32, height: u32) -> Browser {
        Browser::start_with(width, height, &json!({}))
    }

    /// One whose user allows no scripts.
    pub(crate) fn start_without_scripts(width: u32, height: u32) -> Browser {
        Browser::start_with(width, height, &json!({ "profile.managed_default_content_settings.javascript": 2 }))
    }

    fn start_with(width: u32, height: u32, preferences: &Value) -> Browser {
        // Whoever asks for port 0 is told which one it got.
        let mut driver = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: apt-get install chromium-driver");
        let mut lines = BufReader::new(driver.stdout.take().expect("its output is piped")).lines();
        let port = lines.find_map(|line| {
            let line = line.expect("chromedriver speaks");
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        // It stops where nobody reads on.
        std::thread::spawn(move || lines.for_each(drop));
        let mut browser = Browser { driver, port: port.expect("chromedriver says its port"), session: String::new() };
        let mut options = json!({ "prefs": preferences, "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage",
            format!("--window-size={width},{height}"),
        ] });
        if width < 500 {
            options["mobileEmulation"] =
                json!({ "deviceMetrics": { "width": width, "height": height, "pixelRatio": 1.0 } });
        }
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "browserName": "chrome", "goog:loggingPrefs": { "browser": "ALL" }, "goog:chromeOptions": options,
        } } });
        let answer = browser.send("POST", "/session", &wanted);
        answer["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        browser
    }

    pub(crate) fn open(&self, url: &str) {
        self.tell("url", &json!({ "url": url }));
    }

    /// What a script returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.tell("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns true.
    pub(crate) fn until(&self, script: &str) {
        let start = Instant::now();
        while self.run(script) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "never true: {script}");
            sleep(Duration::from_millis(20));
        }
    }

    pub(crate) fn element(&self, selector: &str) -> String {
        id(&self.tell("element", &json!({ "using": "css selector", "value": selector })))
    }

    pub(crate) fn active(&self) -> String {
        id(&self.send("GET", &format!("/session/{}/element/active", self.session), &Value::Null))
    }

    pub(crate) fn click(&self, element: &str) {
        self.tell(&format!("element/{element}/click"), &json!({}));
    }

    pub(crate) fn press(&self, element: &str, keys: &str) {
        self.tell(&format!("element/{element}/value"), &json!({ "text": keys }));
    }

    /// What the browser's console has said since it was asked last.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let entries = self.tell("se/log", &json!({ "type": "browser" }));
        entries.as_array().expect("a list").iter().map(Value::to_string).collect()
    }

    /// Leaves a picture, where somebody wants some.
    pub(crate) fn picture(&self, name: &str) {
        let Ok(folder) = std::env::var("APILOOM_SCREENSHOTS") else { return };
        let picture = self.send("GET", &format!("/session/{}/screenshot", self.session), &Value::Null);
        let bytes = from_base64(picture.as_str().expect("a picture"));
        fs::create_dir_all(&folder).expect("a folder for pictures");
        fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).expect("a picture is written");
    }

    fn tell(&self, command: &str, body: &Value) -> Value {
        self.send("POST", &format!("/session/{}/{command}", self.session), body)
    }

    /// One request, and what its answer holds.
    fn send(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("chromedriver listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("it takes a request");
        let body: Value = serde_json::from_slice(&body_of(&stream)).expect("JSON");
        assert!(body["value"].get("error").is_none(), "{method} {path}: {body}");
        body["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !std::thread::panicking() {
            self.send("DELETE", &format!("/session/{}", self.session), &Value::Null);
        }
        // The browser ends with its driver.
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The body of an answer. The driver leaves the connection open, and says how long the body is.
fn body_of(stream: &TcpStream) -> Vec<u8> {
    stream.set_read_timeout(Some(PATIENCE * 2)).expect("a limit");
    let mut reader = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).expect("it answers");
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().expect("a length");
            }
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).expect("as much as it said");
    body
}

/// `WebDriver` section 12.2 names elements by this key.
fn id(element: &Value) -> String {
    element["element-6066-11e4-a52e-4f735466cecf"].as_str().expect("an element").to_owned()
}

/// RFC 4648 section 4.
fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter_map(|byte| LETTERS.iter().position(|letter| *letter == byte));
    let digits: Vec<usize> = digits.collect();
    let bytes = digits.chunks(4).flat_map(|chunk| {
        let bits = chunk.iter().fold(0, |bits, digit| bits << 6 | digit) << (6 * (4 - chunk.len()));
        let count = chunk.len() * 6 / 8;
        [bits >> 16, bits >> 8, bits].into_iter().take(count).map(|byte| u8::try_from(byte & 0xff).expect("a byte"))
    });
    bytes.collect()
}
