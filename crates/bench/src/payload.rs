//! Payloads of `chat.created`: the documented example in several forms, and as many others as are wanted.

use std::error::Error;

use serde_json::json;

use crate::tree::Tree;

const EXAMPLE: &str = include_str!("../../../schema/2026-04-01/examples/chat.created.json");

const CHAT: &[&str] = &["data", "chat"];
const CONTACT: &[&str] = &["data", "contact"];
const META: &[&str] = &["meta"];

/// One form of the example.
pub struct Form {
    /// What it is called.
    pub name: &'static str,
    /// Its text.
    pub text: String,
    /// The most that reading it should take, against derived types without validation.
    pub goal: Option<f64>,
}

/// The first form's name.
pub const MINIFIED: &str = "minified (archivedAt is null)";

/// Forms of the example that the contract accepts.
///
/// # Errors
/// The example is not what it is taken for.
pub fn forms() -> Result<Vec<Form>, Box<dyn Error>> {
    let example = Tree::parse(EXAMPLE)?;
    let mut reversed = example.clone();
    reversed.reverse();
    let mut unknown = example.clone();
    unknown.set(&[], "traceId", "0af7651916cd43dd8448eb211c80319c")?;
    unknown.set(CHAT, "priority", 3)?;
    unknown.set(CONTACT, "locale", "sv-SE")?;
    unknown.set(META, "replay", json!({"of": 2, "reason": "timeout"}))?;
    let mut absent = example.clone();
    absent.remove(CHAT, "archivedAt")?;
    let mut set = example.clone();
    set.set(CHAT, "archivedAt", "2026-05-02T08:30:00.000Z")?;
    let mut forms = vec![
        form(MINIFIED, &example, Some(0.32))?,
        form("members reversed", &reversed, Some(0.40))?,
        form("four unknown members", &unknown, Some(0.48))?,
        form("archivedAt absent", &absent, None)?,
        form("archivedAt set", &set, None)?,
    ];
    let pretty = Form {
        name: "pretty",
        text: serde_json::to_string_pretty(&example)?,
        goal: Some(0.40),
    };
    forms.insert(1, pretty);
    Ok(forms)
}

/// The example, minified.
///
/// # Errors
/// The example is not what it is taken for.
pub fn minified() -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(&Tree::parse(EXAMPLE)?)?)
}

/// The example, minified, with three violations that no derived type sees.
///
/// # Errors
/// The example is not what it is taken for.
pub fn invalid() -> Result<String, Box<dyn Error>> {
    let mut example = Tree::parse(EXAMPLE)?;
    example.set(CHAT, "id", "")?;
    example.set(CONTACT, "peopleId", "")?;
    example.set(META, "attempt", 0)?;
    Ok(serde_json::to_string(&example)?)
}

/// The example with as many unknown members at its root, minified.
///
/// # Errors
/// The example is not what it is taken for.
pub fn with_unknown(count: usize) -> Result<String, Box<dyn Error>> {
    let mut example = Tree::parse(EXAMPLE)?;
    let members = example.members(&[])?;
    for index in 0..count {
        let name = format!("unknown{index:05}");
        members.push((name, Tree::Scalar(json!(index))));
    }
    Ok(serde_json::to_string(&example)?)
}

fn form(name: &'static str, tree: &Tree, goal: Option<f64>) -> Result<Form, serde_json::Error> {
    Ok(Form {
        name,
        text: serde_json::to_string(tree)?,
        goal,
    })
}

/// Events that differ in what they have, hold and spell with escapes; the same ones in every run.
pub struct Events {
    example: Tree,
    dice: u64,
}

impl Events {
    /// From the first.
    ///
    /// # Errors
    /// The example is not what it is taken for.
    pub fn new() -> Result<Self, Box<dyn Error>> {
        Ok(Events {
            example: Tree::parse(EXAMPLE)?,
            dice: 0x2026_0401,
        })
    }

    /// The next one, minified.
    ///
    /// # Errors
    /// The example is not what it is taken for.
    pub fn next_event(&mut self) -> Result<String, Box<dyn Error>> {
        const NAMES: &[&str] = &[
            "Alex",
            "Åsa",
            "Max \"Mad\"",
            "雨子",
            "Zoë",
            "Jean-Luc",
            "O\\Brien",
        ];
        const CHANNELS: &[&str] = &["WHATSAPP", "TELEGRAM", "VIBER", "INSTAGRAM"];
        let mut event = self.example.clone();
        let id = format!("evt_{:016x}{:016x}", self.throw(), self.throw());
        let time = format!(
            "2026-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z",
            1 + self.below(12),
            1 + self.below(28),
            self.below(24),
            self.below(60),
            self.below(60),
            self.below(1000)
        );
        event.set(&[], "id", id.as_str())?;
        event.set(&[], "timestamp", time.as_str())?;
        event.set(META, "eventId", id)?;
        event.set(META, "occurredAt", time.as_str())?;
        event.set(META, "attempt", 1 + self.below(4))?;
        event.set(CHAT, "id", format!("{:024x}", self.throw()))?;
        event.set(CHAT, "channel", self.one_of(CHANNELS))?;
        event.set(CHAT, "firstName", self.one_of(NAMES))?;
        event.set(CHAT, "createdAt", time.as_str())?;
        match self.below(3) {
            0 => event.remove(CHAT, "archivedAt")?,
            1 => event.set(CHAT, "archivedAt", time)?,
            _ => {}
        }
        match self.below(4) {
            0 => event.remove(&["data"], "contact")?,
            1 => {
                event.set(CONTACT, "tags", json!(["new", "vip", "lead é"]))?;
                let fields =
                    json!({"city": "Malmö", "age": 34, "score": 0.5, "vip": true, "note": null});
                event.set(CONTACT, "customFields", fields)?;
            }
            _ => event.set(CONTACT, "email", "alex@example.com")?,
        }
        Ok(serde_json::to_string(&event)?)
    }

    fn one_of(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len() as u64) as usize]
    }

    fn below(&mut self, end: u64) -> u64 {
        self.throw() % end
    }

    /// Splitmix64.
    fn throw(&mut self) -> u64 {
        self.dice = self.dice.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.dice ^ (self.dice >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::{Events, forms, invalid, minified};
    use wexio_webhooks::v2026_04_01::ChatCreated;
    use wexio_webhooks::{Contract, Error};

    #[test]
    fn forms_and_events_are_valid() {
        for form in forms().expect("the example") {
            assert!(ChatCreated::is_valid(form.text.as_bytes()), "{}", form.name);
        }
        let mut events = Events::new().expect("the example");
        for _ in 0..1000 {
            let event = events.next_event().expect("the example");
            assert!(ChatCreated::is_valid(event.as_bytes()), "{event}");
        }
    }

    #[test]
    fn the_invalid_one_has_three_violations() {
        let Err(Error::Invalid(report)) =
            ChatCreated::from_slice(invalid().expect("the example").as_bytes())
        else {
            panic!("it is refused as invalid");
        };
        assert_eq!(report.violations().len(), 3, "{report}");
    }

    #[test]
    fn the_minified_one_is_as_written_by_the_product() {
        let text = minified().expect("the example");
        let event = ChatCreated::from_slice(text.as_bytes()).expect("a valid event");
        assert_eq!(event.to_json_string(), text);
    }
}
