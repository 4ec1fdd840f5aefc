//! Whatever happens in whatever order: at most one refresh is under way, and in the end there is a token.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apiloom_runtime::oauth::Renewed;
use apiloom_runtime::{AccessToken, Credentials, CredentialsError};
use tokio::task::JoinHandle;
use tokio::time::advance;

use super::issuer::{AUDIENCE, Issuer, ask, broken, settle, token};

/// How the next fetch ends.
#[derive(Clone, Copy)]
enum Mood {
    Lasting,
    Short,
    Expired,
    Broken,
    Throttling,
}

struct World {
    issuer: Issuer,
    mood: Arc<Mutex<Mood>>,
    credentials: Arc<Renewed<Issuer>>,
    callers: Vec<JoinHandle<Result<AccessToken, CredentialsError>>>,
    last: Option<AccessToken>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mood = Arc::new(Mutex::new(Mood::Lasting));
        let current = Arc::clone(&mood);
        let issuer = Issuer::behind_gate(0, move |number| match *current.lock().unwrap() {
            Mood::Lasting => Ok(token(number, 3600)),
            Mood::Short => Ok(token(number, 45)),
            Mood::Expired => Ok(token(number, 0)),
            Mood::Broken => broken(),
            Mood::Throttling => Err(CredentialsError::new("throttled").with_retry_after(Duration::from_secs(60))),
        });
        let credentials = Arc::new(Renewed::new(issuer.clone()).seed(seed));
        Self { issuer, mood, credentials, callers: Vec::new(), last: None }
    }

    async fn step(&mut self, chance: &mut fastrand::Rng) {
        match chance.u8(..8) {
            0 | 1 => {
                let credentials = Arc::clone(&self.credentials);
                self.callers.push(tokio::spawn(async move { ask(&credentials).await }));
            }
            2 if !self.callers.is_empty() => {
                self.callers.swap_remove(chance.usize(..self.callers.len())).abort();
            }
            3 => self.issuer.open(1),
            4 => advance(Duration::from_secs(chance.choice([1, 5, 11, 31, 300, 3600]).unwrap())).await,
            5 => {
                if let Some(token) = &self.last {
                    self.credentials.refused(AUDIENCE, token);
                }
            }
            6 => {
                let moods = [Mood::Lasting, Mood::Short, Mood::Expired, Mood::Broken, Mood::Throttling];
                *self.mood.lock().unwrap() = chance.choice(moods).unwrap();
            }
            _ => settle().await,
        }
        self.collect().await;
    }

    async fn collect(&mut self) {
        for index in (0..self.callers.len()).rev() {
            if self.callers[index].is_finished()
                && let Ok(Ok(token)) = self.callers.swap_remove(index).await
            {
                self.last = Some(token);
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn of_anything() {
    for seed in 0..300 {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut world = World::new(seed);
        for _ in 0..100 {
            world.step(&mut chance).await;
            assert!(world.issuer.most_in_flight() <= 1, "seed {seed}");
        }
        // Everything is well again.
        *world.mood.lock().unwrap() = Mood::Lasting;
        world.issuer.open(1000);
        advance(Duration::from_secs(7200)).await;
        ask(&world.credentials).await.unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        for caller in world.callers.drain(..) {
            let _ended = caller.await.unwrap();
        }
        assert_eq!((world.issuer.in_flight(), world.issuer.most_in_flight()), (0, 1), "seed {seed}");
    }
}
