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
use tauri::{DragDropEvent, Manager, RunEvent, State, WebviewUrl, WebviewWindowBuilder, Window, WindowEvent};

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

/// A file was dropped on the window: the page is told its path, and no more. It asks what is to be done.
fn dropped(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else { return };
    let path = paths.first().and_then(|path| path.to_str());
    let (Some(path), Some(view)) = (path, window.get_webview_window(window.label())) else { return };
    // As JSON a file's name is a text and never code.
    let told = format!(
        "window.dispatchEvent(new CustomEvent('counterfoil-drop', {{ detail: {} }}))",
        Value::from(path)
    );
    // A page that cannot be told has nothing to show either.
    let _ = view.eval(told);
}

fn open(options: options::Options) -> tauri::Result<tauri::App> {
    let desk = Arc::new(Desk::new(options.store)?);
    desk.keep_schedules();
    if options.demo {
        desk.offer_demo();
    }
    tauri::Builder::default()
        .manage(desk)
        .invoke_handler(tauri::generate_handler![ask])
        .on_window_event(dropped)
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
