//! One endpoint receives every event: telling them apart.

use std::fmt;

use typewright_runtime::{Contract, Error, peek_strings};

use crate::Known;
use crate::generated::match_known;
use crate::v2026_04_01::Envelope;

/// Where, in every event, its name and the version of its shape stand: the pointers that `typewright.toml` names as
/// keys of the dispatch.
const KEYS: [&[&str]; 2] = [&["type"], &["meta", "apiVersion"]];

/// An event as received.
///
/// An event that this version of the crate does not know is no error: Wexio may send more than an endpoint handles, and
/// tomorrow more than today. It arrives with its envelope checked and its data kept as it was.
///
/// # Examples
///
/// ```
/// use wexio_webhooks::{Event, Known};
///
/// # let body = include_bytes!("../schema/2026-04-01/examples/chat.created.json");
/// match Event::from_slice(body)? {
///     Event::Known(Known::ChatCreated(event)) => println!("new chat {}", event.data.chat.id),
///     other => println!("passed over: {}", other.event_type()),
/// }
/// # Ok::<(), wexio_webhooks::Error>(())
/// ```
#[allow(
    clippy::large_enum_variant,
    reason = "a known event is the ordinary case, and a box would cost it an allocation"
)]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event {
    /// An event of the contract, fully checked.
    Known(Known),
    /// An event that the contract does not describe, of an API version that it does.
    UnknownEvent(UnknownEvent),
    /// An event of an API version that the contract does not describe, whether or not it knows the event's name.
    UnknownVersion(UnknownVersion),
}

/// An event whose name this version of the crate does not know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// The whole event: what all events share is typed, `data` and unnamed members are kept as JSON text.
    pub envelope: Envelope,
}

/// An event whose API version this version of the crate does not know.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct UnknownVersion {
    /// The whole event: what all events share is typed, `data` and unnamed members are kept as JSON text.
    pub envelope: Envelope,
}

/// What sets a delivery apart from every other: no pair of event id and attempt is sent twice.
///
/// Its text is the id, a slash and the attempt: `evt_…/2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeliveryKey {
    /// Id of the event, the same across its deliveries.
    pub event_id: String,
    /// Number of the delivery, 1 for the first.
    pub attempt: u64,
}

impl fmt::Display for DeliveryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.event_id, self.attempt)
    }
}

impl Event {
    /// Reads the body of a delivery.
    ///
    /// `type` and `meta.apiVersion` choose the contract; the body is then held to the whole of it. A body of an unknown
    /// event or version is held to [`Envelope`], which does not depend on the version.
    ///
    /// # Errors
    ///
    /// As [`Contract::from_slice`]: [`Error::Syntax`] when the body is not JSON, [`Error::Invalid`] with every violation when
    /// it breaks its contract or, for an unknown event or version, that of the envelope; [`Error::Unrepresentable`] when it is
    /// valid and holds a number that no field can.
    pub fn from_slice(body: &[u8]) -> Result<Self, Error> {
        let keys = peek_strings(body, KEYS);
        if let [Some(name), Some(version)] = &keys {
            if let Some(known) = Known::from_slice([name, version], body) {
                return known.map(Self::Known);
            }
        }
        let envelope = Envelope::from_slice(body)?;
        let knows_version = Known::KEYS
            .iter()
            .any(|[_, version]| *version == envelope.meta.api_version);
        Ok(if knows_version {
            Self::UnknownEvent(UnknownEvent { envelope })
        } else {
            Self::UnknownVersion(UnknownVersion { envelope })
        })
    }
}

/// What every event tells about itself, whichever it is.
struct Facts<'a> {
    event_type: &'a str,
    event_id: &'a str,
    api_version: &'a str,
    attempt: u64,
}

impl<'a> Facts<'a> {
    fn of(event: &'a Event) -> Self {
        match event {
            Event::Known(known) => {
                let [event_type, api_version] = known.keys();
                match_known!(known, event => Self {
                    event_type,
                    event_id: &event.id,
                    api_version,
                    attempt: event.meta.attempt,
                })
            }
            Event::UnknownEvent(UnknownEvent { envelope })
            | Event::UnknownVersion(UnknownVersion { envelope }) => Self {
                event_type: &envelope.type_,
                event_id: &envelope.id,
                api_version: &envelope.meta.api_version,
                attempt: envelope.meta.attempt,
            },
        }
    }
}

impl Event {
    /// Name of the event: `type` and `meta.event` of the body.
    #[must_use]
    pub fn event_type(&self) -> &str {
        Facts::of(self).event_type
    }

    /// Id of the event, the same across its deliveries: the key to drop repeats by.
    #[must_use]
    pub fn event_id(&self) -> &str {
        Facts::of(self).event_id
    }

    /// API version that the event's data follows.
    #[must_use]
    pub fn api_version(&self) -> &str {
        Facts::of(self).api_version
    }

    /// Number of this delivery of the event, 1 for the first.
    #[must_use]
    pub fn attempt(&self) -> u64 {
        Facts::of(self).attempt
    }

    /// The pair of event id and attempt, of which no two deliveries share one.
    #[must_use]
    pub fn delivery_key(&self) -> DeliveryKey {
        DeliveryKey {
            event_id: self.event_id().to_owned(),
            attempt: self.attempt(),
        }
    }
}
