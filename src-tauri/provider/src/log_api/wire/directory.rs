//! The records that sessions and deliveries point at, on the wire.

use super::field::{Time, object};

object!(Tag => model::Tag {
    must { name: String }
    may { description: Option<String>, colour: Option<String>, created_at: Option<Time> }
});

object!(Agent => model::Agent {
    must {}
    may {
        name: Option<String>, username: Option<String>, email: Option<String>, mobile: Option<String>,
        role: Option<String>, removed: bool, created_at: Option<Time>,
    }
});

object!(Bot => model::Bot { must {} may { name: Option<String>, created_at: Option<Time> } });

object!(SupportBot => model::SupportBot {
    must {}
    may { name: Option<String>, revision_id: Option<String>, section_path: Option<String> }
});

object!(Campaign => model::Campaign {
    must {}
    may {
        name: Option<String>, kind: Option<String>, state: Option<String>,
        starts_at: Option<Time>, ends_at: Option<Time>,
    }
});

object!(Template => model::Template {
    must { name: String, body: String }
    may { language: Option<String>, category: Option<String>, channel: Option<String> }
});

object!(Contact => model::Contact {
    must {}
    may {
        name: Option<String>, identification: Option<String>, email: Option<String>, phone: Option<String>,
        mobile: Option<String>, language: Option<String>, country: Option<String>, company: Option<String>,
        created_at: Option<Time>,
    }
});

object!(Batch => model::Batch {
    must { delivered: u32, total: u32, created_at: Time }
    may { name: Option<String>, company: Option<String> }
});
