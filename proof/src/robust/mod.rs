//! What the commands share that try the client: a fault around one of its operations, and everything that must hold.

pub(crate) mod case;
pub(crate) mod cases;
pub(crate) mod child;
pub(crate) mod client;
pub(crate) mod credentials;
pub(crate) mod extras;
pub(crate) mod goods;
mod judgement;
pub(crate) mod operation;
pub(crate) mod panics;
pub(crate) mod planted;
pub(crate) mod process;
pub(crate) mod trial;
pub(crate) mod world;
