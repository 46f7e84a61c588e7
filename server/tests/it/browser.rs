//! A browser without JavaScript, and what it is answered.

use crate::common::{Site, encode};
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use tower::ServiceExt;

/// An answer, its body read.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn location(&self) -> String {
        self.header("location").to_owned()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// What a person sees: the page without its scripts.
    pub(crate) fn main(&self) -> &str {
        let body = self
            .body
            .split_once("<body")
            .map_or(self.body.as_str(), |(_, body)| body);
        body.split_once("<script").map_or(body, |(main, _)| main)
    }

    /// The same without the marks between its texts.
    pub(crate) fn text(&self) -> String {
        self.main().replace("<!>", "")
    }

    /// A problem document: its kind and its detail.
    pub(crate) fn problem(&self) -> (String, String) {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.body
        );
        let json = self.json();
        assert_eq!(json["status"], self.status.as_u16());
        let text = |name: &str| json[name].as_str().unwrap().to_owned();
        (text("type"), text("detail"))
    }

    /// Fields of a problem document.
    pub(crate) fn problem_fields(&self) -> Vec<(String, String)> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &serde_json::Value, name: &str| error[name].as_str().unwrap().to_owned();
        assert!(errors.iter().all(|error| !text(error, "message").is_empty()));
        errors
            .iter()
            .map(|error| (text(error, "field"), text(error, "problem")))
            .collect()
    }
}

/// Follows the rules of a browser without JavaScript: keeps cookies, says where a form stood.
pub(crate) struct Browser<'a> {
    site: &'a Site,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(site: &'a Site) -> Self {
        Browser {
            site,
            cookies: Vec::new(),
        }
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "localhost:3000");
        let request = request.header(header::ACCEPT, "text/html");
        if cookies.is_empty() {
            request
        } else {
            request.header(header::COOKIE, cookies.join("; "))
        }
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.site.send(request).await;
        for cookie in answer.headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            self.cookies.retain(|(known, _)| known != name);
            if !cookie.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
        answer
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        self.send(request).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<_> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encode(value)))
            .collect();
        let request = self
            .request(Method::POST, path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::ORIGIN, "http://localhost:3000")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body.join("&")));
        self.send(request.unwrap()).await
    }

    /// Sends a form as a browser does that may bring a file.
    pub(crate) async fn post_file(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        (name, file): (&str, &[u8]),
    ) -> Answer {
        const EDGE: &str = "----edge";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.into_bytes());
        }
        let head = format!(
            "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"foto.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"
        );
        body.extend(head.into_bytes());
        body.extend(file);
        body.extend(format!("\r\n--{EDGE}--\r\n").into_bytes());
        let request = self
            .request(Method::POST, path)
            .header(
                header::CONTENT_TYPE,
                format!("multipart/form-data; boundary={EDGE}"),
            )
            .header(header::CONTENT_LENGTH, body.len())
            .header(header::ORIGIN, "http://localhost:3000")
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body));
        self.send(request.unwrap()).await
    }

    /// A file of the site, with the cookies of this browser.
    pub(crate) async fn file(&self, path: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = self.request(Method::GET, path).body(Body::empty()).unwrap();
        let response = self.site.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, parts.headers, body.to_vec())
    }

    /// Sends a form that must be accepted, and opens the page it leads to.
    pub(crate) async fn post_and_follow(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.main());
        let next = answer.location();
        self.get(&next).await
    }

    /// The cookies as a request carries them.
    pub(crate) fn cookie_header(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    pub(crate) fn copy_cookies(&mut self, other: &Browser<'_>) {
        self.cookies.clone_from(&other.cookies);
    }

    pub(crate) async fn log_in(&mut self, user_name: &str) {
        let password = format!("contoh-{user_name}");
        let answer = self
            .post(
                "/staf/masuk",
                &[("user_name", user_name), ("password", &password)],
            )
            .await;
        assert_eq!(
            (answer.status, answer.location().as_str()),
            (StatusCode::SEE_OTHER, "/staf")
        );
    }
}
