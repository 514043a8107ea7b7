//! The shell: one window over one store. The only place that knows Tauri.
//!
//! It promises that the window can reach nothing but [`ask`], and that a window that closes leaves
//! the store locked. It never reads or interprets what passes through.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod options;

use api::{Desk, Fault};
use serde_json::Value;
use std::process::ExitCode;
use std::sync::Arc;
use tauri::{Manager, RunEvent, State, WebviewUrl, WebviewWindowBuilder};

/// Faster than the system's for many small strings, on each system (docs/decisions/0007-allocator.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The one command: a call's name and body in, its reply or a fault out.
#[tauri::command]
async fn ask(desk: State<'_, Arc<Desk>>, name: String, body: Value) -> Result<Value, Fault> {
    let desk = Arc::clone(&desk);
    let work = move || desk.ask_json(desk.seated(), &name, body);
    tauri::async_runtime::spawn_blocking(work).await.map_err(|_| Fault::internal("the call was ended"))?
}

fn open(options: options::Options) -> tauri::Result<tauri::App> {
    let desk = Arc::new(Desk::new(options.store)?);
    if options.demo {
        desk.offer_demo();
    }
    tauri::Builder::default()
        .manage(desk)
        .invoke_handler(tauri::generate_handler![ask])
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Counterfoil")
                .inner_size(1280.0, 800.0)
                .min_inner_size(880.0, 560.0)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!())
}

fn main() -> ExitCode {
    let options = match options::Options::read(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(words) => {
            eprintln!("counterfoil-desktop: {words}");
            return ExitCode::from(2);
        }
    };
    match open(options) {
        Ok(app) => {
            app.run(|handle, event| {
                if let RunEvent::Exit = event {
                    handle.state::<Arc<Desk>>().close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("counterfoil-desktop: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
