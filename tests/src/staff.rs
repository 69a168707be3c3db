//! A member of staff at a browser without JavaScript: cookies are kept, forms are filled in as the
//! page gave them.

use std::collections::BTreeMap;

use crate::api::{Answer, Api};

/// One browser, with its cookies.
pub struct Browser {
    api: Api,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// A browser that was never on that server.
    pub fn new(api: Api) -> Self {
        Self { api, cookies: BTreeMap::new() }
    }

    /// Opens a page; follows no redirect.
    #[track_caller]
    pub fn open(&mut self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    /// Opens a page, fills the fields into its form whose action is `action`, and sends it. Fields
    /// that the form hides (such as the one against cross-site requests) go back as they came.
    ///
    /// # Panics
    /// When the page has no such form.
    #[track_caller]
    pub fn submit(&mut self, page: &str, action: &str, fields: &[(&str, &str)]) -> Answer {
        let html = self.open(page).expect(200).text();
        let form = form_with_action(&html, action);
        let form = form.unwrap_or_else(|| panic!("{page} has no form for {action}:\n{html}"));
        let mut all = hidden_fields(form);
        all.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        self.post_form(action, &all)
    }

    /// Sends form fields as they are, without looking at a page first.
    #[track_caller]
    pub fn post_form(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", escape(name), escape(value))).collect();
        let form = [("content-type", "application/x-www-form-urlencoded")];
        self.send("POST", path, &form, pairs.join("&").as_bytes())
    }

    /// Any method, with the cookies.
    #[track_caller]
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let cookies = self.cookies();
        let mut headers = headers.to_vec();
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        let answer = self.api.send(method, path, &headers, body);
        self.keep_cookies(&answer);
        answer
    }

    /// The cookies as a header's value, for another program that goes on in this session.
    pub fn cookies(&self) -> String {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        cookies.join("; ")
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = cookie.split(';').next().unwrap_or_default();
            let Some((name, value)) = pair.split_once('=') else {
                continue;
            };
            if value.is_empty() || cookie.to_ascii_lowercase().contains("max-age=0") {
                self.cookies.remove(name.trim());
            } else {
                self.cookies.insert(name.trim().to_owned(), value.trim().to_owned());
            }
        }
    }
}

/// The value that a page hides under that name in its form with that action.
pub fn hidden_field(html: &str, action: &str, name: &str) -> Option<String> {
    let fields = hidden_fields(form_with_action(html, action)?);
    fields.into_iter().find(|(field, _)| field == name).map(|(_, value)| value)
}

/// The text of the form with that action.
fn form_with_action<'h>(html: &'h str, action: &str) -> Option<&'h str> {
    html.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap_or(rest)).find(|form| {
        let tag = form.split('>').next().unwrap_or_default();
        attribute(tag, "action").is_some_and(|value| value == action)
    })
}

fn hidden_fields(form: &str) -> Vec<(String, String)> {
    form.split("<input")
        .skip(1)
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            (attribute(tag, "type")? == "hidden").then_some(())?;
            Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
        })
        .collect()
}

/// The value of an attribute of a tag, as our own templates write them: in double quotes.
fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    let value = tag[start..].split('"').next()?;
    Some(value.replace("&quot;", "\"").replace("&#34;", "\"").replace("&amp;", "&").replace("&#38;", "&"))
}

/// Percent-encodes for a form.
fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => escaped.push(byte.into()),
            _ => escaped.push_str(&format!("%{byte:02X}")),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hidden_fields_of_the_right_form_are_found() {
        let html = r#"<form method="post" action="/logout"><input type="hidden" name="csrf" value="1"></form>
            <form method="post" action="/login"><input type="hidden" name="csrf" value="a&amp;b">
            <input type="text" name="email" value="x"></form>"#;
        let form = form_with_action(html, "/login").unwrap();
        assert_eq!(hidden_fields(form), [("csrf".to_owned(), "a&b".to_owned())]);
        assert_eq!(form_with_action(html, "/other"), None);
    }

    #[test]
    fn what_is_typed_is_escaped() {
        assert_eq!(escape("é & c+d="), "%C3%A9%20%26%20c%2Bd%3D");
    }
}
