//! Trains a network on the names of rivers, and prints new names.
//!
//!     cargo run --release --example names

use rnnk::{Architecture, Cell, Input, Network, Optimizer, Random};

const RIVERS: &str = "aare adda adige aisne allier amazon amur angara arno avon benue bug clyde colorado columbia congo \
    danube daugava dee dnieper dniester don dordogne douro drava drina duero ebro elbe ems euphrates fraser ganges \
    garonne glomma godavari guadiana han havel indus inn irtysh isar isere jordan kama kasai kemi krishna kuban lena \
    limpopo loire lot mackenzie main marne maritsa mekong meuse minho mississippi missouri moselle murray neckar neman \
    neva niger nile oder ohio oka orange orinoco paraguay parana pechora po potomac prut rhine rhone sacramento salween \
    sava seine senegal severn shannon spree tagus tarn tay thames tiber ticino tigris tisza trent tyne ural ussuri vaal \
    vistula vltava volga volta vuoksi weser yellow yenisei yukon zambezi";

/// Letters are the tokens 0 ..< 26. START is read before the first letter, and STOP is predicted after the last.
const START: i32 = 26;
const STOP: i32 = 27;
const TOKENS: usize = 28;

fn main() -> rnnk::Result<()> {
    let names: Vec<Vec<i32>> =
        RIVERS.split_whitespace().map(|name| name.bytes().map(|letter| i32::from(letter - b'a')).collect()).collect();
    let longest = names.iter().map(Vec::len).max().unwrap_or(0);

    // All names side by side, step by step: what is read, and what is predicted; -1 behind the end of a name.
    let (sequences, steps) = (names.len(), longest + 1);
    let (mut tokens, mut targets) = (vec![], vec![]);
    for step in 0..steps {
        for name in &names {
            tokens.push(if step == 0 { START } else { name.get(step - 1).copied().unwrap_or(STOP) });
            targets.push(if step == name.len() { STOP } else { name.get(step).copied().unwrap_or(-1) });
        }
    }
    let lengths: Vec<i32> = names.iter().map(|name| name.len() as i32 + 1).collect();
    let predictions: i32 = lengths.iter().sum();

    let mut random = Random::new(1);
    let architecture = Architecture {
        cell: Cell::Gru,
        training: true,
        tokens: TOKENS,
        outputs: TOKENS,
        units: vec![48],
        sequences,
        steps,
        ..Architecture::default()
    };
    let mut network = Network::new(&architecture)?;
    network.initialize(&mut random);
    let optimizer = Optimizer::adam(0.01);
    for epoch in 0..=100 {
        network.reset();
        network.run(&Input { tokens: &tokens, lengths: Some(&lengths), ..Input::default() })?;
        let loss = network.cross_entropy(&targets, 1.0 / predictions as f32)?;
        network.backward()?;
        network.clip(1.0)?;
        network.update(&optimizer)?;
        if epoch % 20 == 0 {
            println!("epoch {epoch}  loss {:.3} nats per letter", loss / f64::from(predictions));
        }
    }

    // A network for one name at a time, with the same weights.
    let mut writer = Network::new(&Architecture { training: false, sequences: 1, steps: 1, ..architecture })?;
    writer.set_weights(&network.weights())?;
    let mut new = vec![];
    while new.len() < 10 {
        let name = write(&mut writer, &mut random, longest)?;
        if name.len() > 2 && !new.contains(&name) && RIVERS.split_whitespace().all(|river| river != name) {
            println!("{name}");
            new.push(name);
        }
    }
    Ok(())
}

/// Draws letters until STOP.
fn write(network: &mut Network, random: &mut Random, longest: usize) -> rnnk::Result<String> {
    let (mut name, mut token) = (String::new(), [START]);
    network.reset();
    while name.len() < longest {
        network.forward(&token)?;
        network.sample(0.8, &[random.next_u32()], &mut token)?;
        match u8::try_from(token[0]) {
            Ok(letter) if letter < 26 => name.push(char::from(b'a' + letter)),
            _ => break,
        }
    }
    Ok(name)
}
