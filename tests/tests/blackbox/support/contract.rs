use reqwest::Method;
use serde_json::Value;

use super::{Answer, TestApp, schema};

/// The OpenAPI document of the program. Tests check its answers against it.
pub(crate) struct Contract {
    pub(crate) document: Value,
}

/// One method of one path.
#[derive(Clone, Debug)]
pub(crate) struct Operation {
    pub(crate) method: Method,
    /// As the document writes it, such as `/api/v1/tickets/{ticket}`.
    pub(crate) path: String,
    pub(crate) says: Value,
}

impl Contract {
    pub(crate) async fn of(app: &TestApp) -> Self {
        Self { document: app.send(app.request(Method::GET, "/openapi.json")).await.expect(200) }
    }

    pub(crate) fn operations(&self) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (path, item) in self.document["paths"].as_object().unwrap() {
            for (method, says) in item.as_object().unwrap() {
                let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
                operations.push(Operation { method, path: path.clone(), says: says.clone() });
            }
        }
        operations
    }

    #[track_caller]
    pub(crate) fn operation(&self, method: &str, path: &str) -> Operation {
        let all = self.operations().into_iter();
        let mut fitting = all.filter(|operation| operation.method == *method && operation.path == path);
        fitting.next().unwrap_or_else(|| panic!("the document does not know {method} {path}"))
    }

    /// Fails unless the value has this schema of the document.
    #[track_caller]
    pub(crate) fn check_schema(&self, name: &str, value: &Value) {
        let schema = serde_json::json!({"$ref": format!("#/components/schemas/{name}")});
        if let Err(fault) = schema::check(&self.document, &schema, value, "") {
            panic!("it is no {name}: {fault}\n{value}");
        }
    }

    /// Fails unless the document announces this answer: its status, its media type, the shape of its body.
    #[track_caller]
    pub(crate) fn check(&self, operation: &Operation, answer: &Answer) {
        let what = format!("{} {} -> {}", operation.method, operation.path, answer.status);
        let announced = &operation.says["responses"][answer.status.to_string()];
        assert!(announced.is_object(), "the document does not announce {what}: {}", answer.body);
        self.check_headers(&what, announced, answer);
        let media = answer.header("content-type");
        let media = media.split(';').next().unwrap();
        let content = announced["content"].as_object().cloned().unwrap_or_default();
        if media == "text/event-stream" {
            assert!(content.contains_key(media), "the document announces no stream for {what}");
            return;
        }
        if answer.body.is_empty() {
            assert!(content.is_empty(), "the document announces a body for {what}");
            return;
        }
        let described = content.get(media).unwrap_or_else(|| panic!("{what} is {media:?}, announced: {announced}"));
        let body = if media.ends_with("json") { answer.json() } else { answer.body.clone().into() };
        if let Err(fault) = schema::check(&self.document, &described["schema"], &body, "") {
            panic!("{what} is not as announced: {fault}\n{}", answer.body);
        }
    }

    /// Every header that the document knows is declared on each answer that has it; an address of what was made is never missing.
    #[track_caller]
    fn check_headers(&self, what: &str, announced: &Value, answer: &Answer) {
        let known = self.document["components"]["headers"].as_object().unwrap().keys();
        for name in known {
            let is_declared = announced["headers"][name].is_object();
            let is_there = !answer.header(name).is_empty();
            assert!(
                is_declared || !is_there,
                "{what} has the header {name}, which the document does not declare there"
            );
            if ["Location", "X-Request-Id"].contains(&name.as_str()) {
                assert!(is_there || !is_declared, "{what} lacks the header {name}, which the document declares");
            }
        }
    }
}
