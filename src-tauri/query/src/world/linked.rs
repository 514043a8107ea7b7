//! Messages are asked by what their sessions say, whatever becomes of those.

use super::make::{NAMES, NUMBERS, TAGS};
use super::rng::Rng;
use super::{Key, NOW, World, answers, filters, order};
use crate::text::{Query, Term};
use crate::{Subject, fields};
use model::{Fetched, Kind, Record, Session, SessionState};

enum Step {
    Write(i64, Box<Record>),
    Bury(Kind, i64),
}

fn written(account: i64, record: Record) -> Step {
    Step::Write(account, Box::new(record))
}

impl World {
    /// Sessions change, go and come late; agents and campaigns get other names, and some go.
    fn move_on(&mut self, rng: &mut Rng) {
        let mut steps = self.sessions_move_on(rng);
        for (account, _) in self.accounts.clone() {
            for n in 0..5 {
                steps.extend(self.agent_moves_on((account, n.to_string()), rng));
                steps.extend(self.campaign_moves_on((account, n.to_string()), rng));
            }
        }
        rng.shuffle(&mut steps);
        for (n, page) in steps.chunks(30).enumerate() {
            self.step(page);
            if n % 3 == 2 {
                while self.store.tend(&|| false).unwrap() {}
            }
        }
    }

    fn step(&self, page: &[Step]) {
        let step = |tx: &mut store::Writer<'_>, step: &Step| match step {
            Step::Bury(kind, id) => tx.bury(*kind, *id, NOW),
            Step::Write(account, record) => {
                let raw = format!("{{\"record\":{:?}}}", format!("{record:?}"));
                tx.upsert(*account, "/v2", NOW, &Fetched::new(record.as_ref().clone(), raw)).map(|_| ())
            }
        };
        self.store.write(|tx| page.iter().try_for_each(|one| step(tx, one))).unwrap();
    }

    fn sessions_move_on(&mut self, rng: &mut Rng) -> Vec<Step> {
        let mut steps = Vec::new();
        for at in 0..self.sessions.len() {
            let (account, session) = self.sessions[at].clone();
            match rng.below(6) {
                0 => {
                    self.session_at.remove(&(account, session.id));
                    steps.push(Step::Bury(Kind::Session, self.ids[&Subject::Sessions][at]));
                }
                1..3 => {
                    self.sessions[at].1 = changed(session, rng);
                    steps.push(written(account, Record::Session(Box::new(self.sessions[at].1.clone()))));
                }
                _ => {}
            }
        }
        // Those that some messages still wait for.
        for (account, n) in self.accounts.clone().into_keys().flat_map(|a| (120..123).map(move |n| (a, n))) {
            let late = Session { id: format!("S-{n}"), ..changed(self.sessions[0].1.clone(), rng) };
            self.session_at.insert((account, late.id.clone()), self.sessions.len());
            self.sessions.push((account, late.clone()));
            steps.push(written(account, Record::Session(Box::new(late))));
        }
        steps
    }

    fn agent_moves_on(&mut self, key: Key, rng: &mut Rng) -> Option<Step> {
        if rng.once_in(4) {
            self.agents.remove(&key);
            return Some(Step::Bury(Kind::Agent, self.row("agent", &key)));
        }
        let agent = self.agents.get_mut(&key)?;
        agent.name = rng.maybe(|r| r.pick(NAMES).to_owned());
        Some(written(key.0, Record::Agent(agent.clone())))
    }

    fn campaign_moves_on(&mut self, key: Key, rng: &mut Rng) -> Option<Step> {
        if rng.once_in(4) {
            self.campaigns.remove(&key);
            return Some(Step::Bury(Kind::Campaign, self.row("campaign", &key)));
        }
        let campaign = self.campaigns.get_mut(&key)?;
        campaign.name = rng.maybe(|r| r.pick(NAMES).to_owned());
        Some(written(key.0, Record::Campaign(campaign.clone())))
    }

    fn row(&self, table: &str, (account, ext): &Key) -> i64 {
        let sql = format!("SELECT id FROM {table} WHERE account = ?1 AND ext = ?2");
        self.store.reader().unwrap().query_row(&sql, (account, ext), |row| row.get(0)).unwrap()
    }
}

/// In one or several of the things that its messages are asked by.
fn changed(mut session: Session, rng: &mut Rng) -> Session {
    for _ in 0..=rng.below(3) {
        match rng.below(7) {
            0 => session.state = rng.pick(&SessionState::ALL),
            1 => session.agent_id = rng.maybe(|r| r.below(10).to_string()),
            2 => session.campaign_id = rng.maybe(|r| r.below(10).to_string()),
            3 => session.tags = (0..rng.below(4)).map(|_| rng.pick(TAGS).to_owned()).collect(),
            4 => session.channel_number = rng.maybe(|r| r.pick(NUMBERS).to_owned()),
            5 => session.channel = rng.pick(&["sms", "email", "Telegram"]).to_owned(),
            _ => session.sender.name = rng.maybe(|r| r.pick(NAMES).to_owned()),
        }
    }
    session
}

#[test]
fn messages_are_asked_by_what_their_session_says_now() {
    // shows S0.2 S4.6
    for seed in 40..42 {
        let mut world = World::new(seed);
        let mut rng = Rng(seed);
        world.move_on(&mut rng);
        let subject = Subject::Messages;
        for field in fields(subject) {
            for negated in [false, true].repeat(4) {
                let terms = vec![Term { negated, test: world.test_of(subject, field, &mut rng) }];
                filters::check(&world, &Query { subject, zone: 60, now: NOW, terms });
            }
            answers::check(&world, &Query::all(subject, 0, NOW), field);
            answers::check(&world, &world.ask(subject, 2, &mut rng), field);
        }
        for _ in 0..30 {
            filters::check(&world, &world.ask(subject, 4, &mut rng));
        }
        order::check(&world, subject);
        assert_eq!(world.store.check().unwrap(), Vec::<String>::new());
    }
}
