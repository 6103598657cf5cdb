//! Wexio webhooks.
