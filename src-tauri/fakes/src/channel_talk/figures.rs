//! What Channel Talk measures of a chat, counted as one would with a clock beside it: minute after minute, asking each
//! time who waits for whom, and whether the shop is open.

use crate::book::{DAY, HOUR, MINUTE};
use crate::{By, Chat, State};
use model::Millis;
use serde_json::{Value, json};

/// When the channel is open, in words of an account; its clocks are Seoul's, nine hours before UTC all year.
pub const SEOUL_HOURS: &str = "mon-fri 09:00-18:00";

/// Of a chat that lasts longer nothing is measured: nobody sits beside a clock for so long.
const LONGEST: Millis = 90 * DAY;

/// What a clock showed so far.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    all: Millis,
    open: Millis,
}

impl Count {
    fn minute(&mut self, is_open: bool) {
        self.all += MINUTE;
        if is_open {
            self.open += MINUTE;
        }
    }
}

/// The figures while the minutes go by.
#[derive(Debug, Default)]
struct Walk {
    /// Of the question that waits for its answer, if one does.
    asked: Option<Count>,
    answers: Vec<Count>,
    /// Since the chat was opened last, while it is not closed.
    opened: Option<Count>,
    resolved: Option<Count>,
    held: Count,
    state: Option<State>,
}

impl Walk {
    fn says(&mut self, by: By) {
        match by {
            By::Customer => self.asked = self.asked.or(Some(Count::default())),
            By::Agent => self.answers.extend(self.asked.take()),
        }
    }

    fn enters(&mut self, state: State) {
        match state {
            State::Open => self.opened = Some(Count::default()),
            State::Closed => self.resolved = self.opened.take().or(self.resolved),
            State::Snoozed => {}
        }
        self.state = Some(state);
    }

    fn minute(&mut self, is_open: bool) {
        self.asked.iter_mut().chain(&mut self.opened).for_each(|count| count.minute(is_open));
        if self.state == Some(State::Snoozed) {
            self.held.minute(is_open);
        }
    }
}

fn is_open(at: Millis) -> bool {
    let local = at + 9 * HOUR;
    // The epoch was a Thursday.
    (local.div_euclid(DAY) + 3).rem_euclid(7) < 5 && (9 * HOUR..18 * HOUR).contains(&local.rem_euclid(DAY))
}

/// Everything in the made-up world happens on a whole minute.
fn walk(chat: &Chat, until: Millis) -> Walk {
    let mut walk = Walk::default();
    let mut now = chat.opened_at;
    while now <= until {
        chat.past.iter().filter(|(at, _)| *at == now).for_each(|(_, state)| walk.enters(*state));
        chat.lines.iter().filter(|line| line.at == now).for_each(|line| walk.says(line.by));
        walk.minute(is_open(now));
        now += MINUTE;
    }
    walk
}

/// How long a chat was put off until a moment: in all, and while the shop was open.
pub fn held(chat: &Chat, until: Millis) -> (Millis, Millis) {
    let held = walk(chat, until - MINUTE).held;
    (held.all, held.open)
}

pub(super) fn figures(chat: &Chat) -> Value {
    let times = chat.past.iter().map(|(at, _)| *at).chain(chat.lines.iter().map(|line| line.at));
    let last = times.max().unwrap_or(chat.opened_at);
    if last - chat.opened_at > LONGEST {
        return json!({});
    }
    let walk = walk(chat, last);
    let (mut total, mut open) = (Count::default(), Vec::new());
    for answer in &walk.answers {
        total.all += answer.all;
        total.open += answer.open;
        open.extend(Some(answer.open).filter(|length| *length > 0));
    }
    let count = walk.answers.len() as Millis;
    json!({
        "waitingTime": walk.answers.first().map(|first| first.all),
        "avgReplyTime": total.all.checked_div(count), "totalReplyTime": (count > 0).then_some(total.all),
        "replyCount": count,
        "resolutionTime": walk.resolved.map(|resolved| resolved.all),
        "operationWaitingTime": walk.answers.first().map(|first| first.open),
        "operationAvgReplyTime": total.open.checked_div(open.len() as Millis),
        "operationTotalReplyTime": (!open.is_empty()).then_some(total.open),
        "operationReplyCount": open.len(),
        "operationResolutionTime": walk.resolved.map(|resolved| resolved.open),
    })
}
