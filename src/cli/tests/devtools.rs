//! A real browser, driven through the pipe of its DevTools protocol: JSON messages that end in a zero byte.

use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A browser that does not answer is ended after so many seconds, and the test fails.
const PATIENCE_S: &str = "180";
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// One page in a headless browser.
pub struct Browser {
    process: Child,
    to: File,
    from: BufReader<File>,
    session: Option<String>,
    sent: u64,
    /// What the browser said without being asked.
    pub events: Vec<Value>,
    _home: TempDir,
}

/// Where the browser is, if there is one.
pub fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let places = std::env::split_paths(&path).flat_map(|folder| NAMES.map(|name| folder.join(name)));
    places.into_iter().find(|place| place.is_file())
}

impl Browser {
    pub fn start(program: &Path) -> Self {
        let home = tempfile::tempdir().unwrap();
        let fifos = ["to", "from"].map(|name| home.path().join(name));
        assert!(Command::new("mkfifo").args(&fifos).status().unwrap().success());
        let line = format!(
            "exec timeout {PATIENCE_S} \"$0\" --headless=new --no-sandbox --disable-gpu --no-first-run \
             --disable-background-networking --disable-component-update --user-data-dir=\"$1/profile\" \
             --remote-debugging-pipe about:blank 3<\"$1/to\" 4>\"$1/from\""
        );
        let process = Command::new("sh")
            .args(["-c", &line])
            .args([program, home.path()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let to = File::options().write(true).open(&fifos[0]).unwrap();
        let from = BufReader::new(File::open(&fifos[1]).unwrap());
        let mut browser = Self { process, to, from, session: None, sent: 0, events: Vec::new(), _home: home };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let target = self.call("Target.createTarget", json!({"url": "about:blank"}))["targetId"].clone();
        let session = self.call("Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        self.session = session["sessionId"].as_str().map(str::to_string);
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
    }

    /// Makes a call and waits for its answer.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.sent += 1;
        let mut message = json!({"id": self.sent, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut answer = self.read();
            if answer["id"] == self.sent {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].take();
            }
            self.events.push(answer);
        }
    }

    fn read(&mut self) -> Value {
        let mut bytes = Vec::new();
        self.from.read_until(0, &mut bytes).unwrap();
        assert_eq!(bytes.pop(), Some(0), "the browser has ended");
        serde_json::from_slice(&bytes).unwrap()
    }

    /// Opens a file in a window of this width, and waits until all of it is there.
    pub fn open(&mut self, file: &Path, width: u32) {
        let metrics = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", metrics);
        self.events.clear();
        self.call("Page.navigate", json!({"url": format!("file://{}", file.display())}));
        while !self.events.iter().any(|event| event["method"] == "Page.loadEventFired") {
            let event = self.read();
            self.events.push(event);
        }
    }

    /// The value of an expression in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let mut answer = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "returnByValue": true, "awaitPromise": true}),
        );
        assert!(answer["exceptionDetails"].is_null(), "{expression}: {answer}");
        answer["result"]["value"].take()
    }

    /// The value of an expression as soon as it is true: the page answers a click or a key when it comes to it.
    pub fn until(&mut self, expression: &str) -> Value {
        self.value(&format!(
            "new Promise((done, fail) => {{ const late = Date.now() + 60000; const look = () => {{ \
             const value = {expression}; if (value) done(value); \
             else if (Date.now() > late) fail(new Error('it never came: ' + document.body.innerText)); \
             else requestAnimationFrame(look); }}; look(); }})"
        ))
    }

    /// Moves the mouse to the middle of the first element of a selector.
    pub fn point_at(&mut self, selector: &str) -> (f64, f64) {
        let middle = format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center', behavior: 'instant'}}); \
             const b = e.getBoundingClientRect(); return [b.left + b.width / 2, b.top + b.height / 2]; }})()"
        );
        let place = self.value(&middle);
        // Scrolling hides tips; let that happen first.
        self.value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
        let (x, y) = (place[0].as_f64().unwrap(), place[1].as_f64().unwrap());
        self.call("Input.dispatchMouseEvent", json!({"type": "mouseMoved", "x": x, "y": y}));
        (x, y)
    }

    pub fn click(&mut self, selector: &str) {
        let (x, y) = self.point_at(selector);
        for kind in ["mousePressed", "mouseReleased"] {
            let click = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", click);
        }
    }

    pub fn press(&mut self, key: &str) {
        for kind in ["rawKeyDown", "keyUp"] {
            let code = if key == "Tab" { 9 } else { 27 };
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}),
            );
        }
    }

    /// Errors in the console, and what was asked of anything but the file itself.
    pub fn complaints(&self) -> Vec<String> {
        let is_bad = |event: &&Value| match event["method"].as_str().unwrap_or_default() {
            "Runtime.exceptionThrown" | "Log.entryAdded" | "Runtime.consoleAPICalled" => true,
            "Network.requestWillBeSent" => {
                let url = event["params"]["request"]["url"].as_str().unwrap_or_default();
                !url.starts_with("file:") && !url.starts_with("data:")
            }
            _ => false,
        };
        self.events.iter().filter(is_bad).map(ToString::to_string).collect()
    }

    /// Paints the whole page into a file.
    pub fn paint(&mut self, file: &Path) {
        let picture =
            self.call("Page.captureScreenshot", json!({"format": "png", "captureBeyondViewport": true}));
        let command = format!("base64 -d > {:?}", file.display().to_string());
        let mut base64 = Command::new("sh").args(["-c", &command]).stdin(Stdio::piped()).spawn().unwrap();
        let data = picture["data"].as_str().unwrap();
        base64.stdin.take().unwrap().write_all(data.as_bytes()).unwrap();
        assert!(base64.wait().unwrap().success());
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.to.write_all(b"{\"id\":0,\"method\":\"Browser.close\"}\0");
        let _ = self.process.wait();
    }
}
