//! A client so plain that it cannot hide what the server does.

#![cfg(test)]

use demo::{Options, Running, serve};
use serde_json::Value;

pub struct Desk {
    pub running: Running,
    client: reqwest::Client,
}

pub fn plain() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder().no_proxy().build().unwrap()
}

pub async fn json(response: reqwest::Response) -> Value {
    serde_json::from_str(&response.text().await.unwrap()).unwrap()
}

impl Desk {
    pub async fn open(options: Options) -> Self {
        Self { running: serve(options).await.unwrap(), client: plain() }
    }

    pub async fn send(&self, path: &str) -> reqwest::Response {
        let request = self.client.get(format!("{}{path}", self.running.url)).bearer_auth(&self.running.token);
        request.send().await.unwrap()
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        let response = self.send(path).await;
        (response.status().as_u16(), json(response).await)
    }
}
