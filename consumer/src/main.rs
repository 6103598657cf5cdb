use std::io::{self, Read};
use wexio_webhooks::{Event, Known};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    match Event::from_slice(&body)? {
        Event::Known(Known::ChatCreated(event)) => println!("new chat {}", event.data.chat.id),
        other => println!("passed over: {}", other.event_type()),
    }
    Ok(())
}
