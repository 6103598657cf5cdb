//! Reads what a weather station has sent from standard input, and prints it, or what is wrong with it.

use std::io::{self, Read};
use std::process::ExitCode;

use contract::Reading;
use typewright_runtime::Contract;

// The module `contract`, as the build script has made it.
include!(concat!(env!("OUT_DIR"), "/contract.rs"));

fn main() -> io::Result<ExitCode> {
    let mut body = Vec::new();
    io::stdin().read_to_end(&mut body)?;
    match Reading::from_slice(&body) {
        Ok(reading) => {
            let station = reading.station;
            println!("{station}: {} °C at {}", reading.celsius, reading.taken_at);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            eprintln!("{error}");
            Ok(ExitCode::FAILURE)
        }
    }
}
