//! The description of the API and the API say the same.

use crate::common::sites;
use axum::http::Method;
use serde_json::Value;

#[tokio::test]
async fn the_document_is_openapi_3_1_and_names_every_route() {
    for site in sites().await.into_iter().take(1) {
        let document = site.call(Method::GET, "/openapi.json", None).await.json();
        assert!(
            document["openapi"].as_str().unwrap().starts_with("3.1."),
            "{}",
            document["openapi"]
        );
        assert_eq!(document["servers"][0]["url"], "/api/v1");
        let routes = [
            ("/villages", vec!["get"]),
            ("/visits", vec!["get"]),
            ("/visits/{id}", vec!["get"]),
            ("/results", vec!["get"]),
            ("/bookings", vec!["post"]),
            ("/bookings/{manage_token}", vec!["delete", "get"]),
            ("/bookings/{manage_token}/reschedule", vec!["post"]),
            ("/openapi.json", vec!["get"]),
        ];
        let paths = document["paths"].as_object().unwrap();
        assert_eq!(paths.len(), routes.len());
        for (path, methods) in routes {
            let mut named: Vec<_> = paths[path]
                .as_object()
                .unwrap()
                .keys()
                .map(String::as_str)
                .collect();
            named.sort_unstable();
            assert_eq!(named, methods, "{path}");
        }
        let mut references = Vec::new();
        collect(&document, &mut references);
        assert!(references.len() > 10);
        for reference in references {
            let place = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(place).is_some(), "{reference} leads nowhere");
        }
        let problem = &document["components"]["schemas"]["Problem"]["properties"];
        for name in ["type", "title", "status", "detail", "errors"] {
            assert!(problem[name].is_object(), "{name}");
        }
        let wanted = &document["components"]["schemas"]["NewBookingBody"]["required"];
        assert_eq!(
            *wanted,
            serde_json::json!(["slot_id", "applicant_name", "phone", "business_activity"])
        );
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(object) => {
            if let Some(Value::String(reference)) = object.get("$ref") {
                references.push(reference.clone());
            }
            object.values().for_each(|value| collect(value, references));
        }
        Value::Array(array) => array.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
