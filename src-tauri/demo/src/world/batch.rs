//! Batches and the head rows that stand for them among the deliveries. Their counts are counted.

use super::World;
use super::chat::line;
use super::delivery::{batch_id, delivery_id};
use super::directory::{campaign_id, campaign_name};
use super::send::Bulk;
use super::shape::{BATCHES, DELIVERIES, head};
use crate::log::Entry;
use model::{Batch, Delivery, DeliveryStatus as S, Millis, Record, Stamp};

impl World {
    /// How many recipients of a batch it reached.
    fn reached(&self, block: u64, bulk: &Bulk) -> u32 {
        let first = head(self.seed, block, bulk.number % BATCHES) + 1;
        let arrived = |at: &u32| {
            let send = self.recipient(bulk, block, first + at, *at);
            matches!(self.course_of(&send, block).status, S::Success | S::Delivered)
        };
        u32::try_from((0..bulk.size).filter(arrived).count()).unwrap_or(0)
    }

    pub fn head_row(&self, block: u64, batch: u64, number: u32) -> Delivery {
        let bulk = self.bulk(block, batch);
        let (from, _) = line(bulk.channel, bulk.line);
        Delivery {
            id: delivery_id(block * DELIVERIES + u64::from(number)),
            category: Some("Marketing Campaign".to_owned()),
            name: Some(campaign_name(bulk.campaign).to_owned()),
            template_id: None,
            response_code: Some("202".to_owned()),
            recipient_type: Some("Segment".to_owned()),
            recipient: None,
            contact_id: None,
            session_id: None,
            channel: bulk.channel.to_owned(),
            channel_number: Some(from.to_owned()),
            status: S::BatchCount,
            status_raw: Some(format!("{}/{}", self.reached(block, &bulk), bulk.size)),
            message_type: Some("Marketing".to_owned()),
            credits: (bulk.channel == "sms").then_some(f64::from(bulk.size)),
            company: Some(bulk.company.to_owned()),
            batch_id: Some(batch_id(bulk.number)),
            campaign_id: Some(campaign_id(bulk.campaign)),
            request: Some(format!("{{\"batch\":{:?},\"recipients\":{}}}", batch_id(bulk.number), bulk.size)),
            response: Some("{\"accepted\":true}".to_owned()),
            parameters: Vec::new(),
            recorded_at: Stamp { at: bulk.at.min(self.block_logged(block)), offset: 60 },
        }
    }

    pub fn batches(&self, block: u64) -> Vec<Entry> {
        let entry = |batch| {
            let bulk = self.bulk(block, batch);
            let updated_at = self.block_logged(block) + batch as Millis;
            let record = Record::Batch(Batch {
                id: batch_id(bulk.number),
                name: Some(format!("{} #{}", campaign_name(bulk.campaign), bulk.number)),
                company: Some(bulk.company.to_owned()),
                delivered: self.reached(block, &bulk),
                total: bulk.size,
                created_at: Stamp { at: bulk.at.min(self.block_logged(block)), offset: 60 },
            });
            Entry { updated_at, record }
        };
        (0..BATCHES).map(entry).collect()
    }
}
