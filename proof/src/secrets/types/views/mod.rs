//! A value of every public type that shows itself, with secrets wherever the type has room for one.

mod calls;
mod credentials;
mod machinery;
mod models;

use std::io;

use apiloom_chaos::secrets::Sentinels;
use tokio::runtime::Builder;

use super::looked::Looked;
use crate::secrets::certificate::Made;

pub(super) fn look(planted: &Sentinels, made: &Made, looked: &mut Looked<'_>) -> io::Result<()> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        credentials::look(planted, made, looked).await?;
        calls::look(planted, looked).await?;
        machinery::look(planted, looked).await?;
        models::look(planted, looked)
    })
}
