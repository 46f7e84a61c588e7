//! A client of the site: keeps cookies as a browser does, follows nothing by itself.

use super::Failed;
use reqwest::header::{ACCEPT, COOKIE, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

/// Somebody in front of a browser.
#[derive(Clone)]
pub(super) struct Browser {
    client: Client,
    site: String,
    cookies: BTreeMap<String, String>,
}

/// An answer, read.
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) location: String,
    pub(super) body: String,
}

impl Answered {
    /// The form was taken: its handler leads on.
    pub(super) fn is_done(&self) -> bool {
        self.status == StatusCode::SEE_OTHER && !self.location.starts_with("/staf/masuk")
    }

    /// The last part of the address it leads to, without what comes after `?`.
    pub(super) fn last_part(&self) -> &str {
        let path = self.location.split('?').next().unwrap_or("");
        path.rsplit('/').next().unwrap_or("")
    }
}

impl Browser {
    pub(super) fn new(site: &str) -> Result<Browser, Failed> {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .tcp_nodelay(true)
            .build();
        Ok(Browser {
            client: client?,
            site: site.to_owned(),
            cookies: BTreeMap::new(),
        })
    }

    /// A fresh browser on the same connections.
    pub(super) fn another(&self) -> Browser {
        Browser {
            cookies: BTreeMap::new(),
            ..self.clone()
        }
    }

    fn dressed(&self, request: RequestBuilder) -> RequestBuilder {
        let cookies: Vec<_> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let request = request.header(ORIGIN, &self.site);
        if cookies.is_empty() {
            request
        } else {
            request.header(COOKIE, cookies.join("; "))
        }
    }

    async fn send(&mut self, request: RequestBuilder) -> Result<Answered, Failed> {
        let answer: Response = self.dressed(request).send().await?;
        for cookie in answer.headers().get_all(SET_COOKIE) {
            let pair = cookie.to_str().ok().and_then(|it| it.split(';').next());
            if let Some((name, value)) = pair.and_then(|it| it.split_once('=')) {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        let location = answer.headers().get(LOCATION).and_then(|it| it.to_str().ok());
        Ok(Answered {
            status: answer.status(),
            location: location.unwrap_or("").to_owned(),
            body: answer.text().await?,
        })
    }

    pub(super) async fn get(&mut self, path: &str) -> Result<Answered, Failed> {
        let request = self
            .client
            .get(format!("{}{path}", self.site))
            .header(ACCEPT, "text/html");
        self.send(request).await
    }

    /// Sends a form.
    pub(super) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answered, Failed> {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self
            .client
            .post(format!("{}{path}", self.site))
            .header(ACCEPT, "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        self.send(request).await
    }

    /// Sends a form that has to be taken.
    pub(super) async fn must(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answered, Failed> {
        let answer = self.post(path, fields).await?;
        if answer.is_done() {
            Ok(answer)
        } else {
            Err(Failed::Refused(path.to_owned(), answer.status.as_u16()))
        }
    }

    /// Sends a form that may bring a file, without one.
    pub(super) async fn post_parts(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Result<Answered, Failed> {
        const EDGE: &str = "----bagian";
        let mut body: String = fields
            .iter()
            .map(|(name, value)| {
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            })
            .collect();
        body += &format!("--{EDGE}--\r\n");
        let request = self
            .client
            .post(format!("{}{path}", self.site))
            .header(ACCEPT, "text/html")
            .header("content-type", format!("multipart/form-data; boundary={EDGE}"))
            .body(body);
        self.send(request).await
    }

    /// A call of the API; status and body.
    pub(super) async fn call<T: Serialize>(
        &mut self,
        path: &str,
        body: Option<&T>,
    ) -> Result<(StatusCode, Value), Failed> {
        let address = format!("{}{path}", self.site);
        let request = match body {
            Some(body) => self.client.post(address).json(body),
            None => self.client.get(address),
        };
        let answer = self.send(request).await?;
        Ok((
            answer.status,
            serde_json::from_str(&answer.body).unwrap_or_default(),
        ))
    }

    /// Takes a thing of the API away; says whether that was done.
    pub(super) async fn delete(&mut self, path: &str) -> Result<bool, Failed> {
        let request = self.client.delete(format!("{}{path}", self.site));
        Ok(self.send(request).await?.status.is_success())
    }

    /// A contact of a device of the office.
    pub(super) async fn sync<T: Serialize, R: DeserializeOwned>(
        &mut self,
        path: &str,
        body: &T,
    ) -> Result<R, Failed> {
        let request = self.client.post(format!("{}{path}", self.site)).json(body);
        let answer = self.send(request).await?;
        if answer.status.is_success() {
            serde_json::from_str(&answer.body).map_err(|_| Failed::Unreadable(path.to_owned()))
        } else {
            Err(Failed::Refused(path.to_owned(), answer.status.as_u16()))
        }
    }
}
