//! A user's own prices and models.

use super::World;
use std::fs;

fn world(toml: &str) -> World {
    let world = World::new();
    fs::create_dir_all(world.path().join("own")).unwrap();
    fs::write(world.path().join("own/prices.toml"), toml).unwrap();
    world
}

fn data(world: &World) -> String {
    world.path().join("own").display().to_string()
}

#[test]
fn a_negotiated_price_wins_and_the_public_one_stays_visible() {
    let world = world(
        "[[route]]\nprovider = \"openai\"\nid = \"o4-mini\"\n[route.rates]\ninput = \"0.50\"\noutput = \"2.00\"\n",
    );
    let data = data(&world);
    let page = world.answer(&["show", "openai/o4-mini@openai", "--data", &data]);
    assert!(page.contains("Input price: $0.50"), "{page}");
    assert!(page.contains("$1.10"), "the public price stays visible");
    let page =
        world.answer(&["compare", "o4-mini", "llama-3.2-1b", "--providers", "openai,fireworks-ai", "--data", &data]);
    assert!(page.contains("$900.00"), "800M × $0.50 + 250M × $2.00");
}

#[test]
fn a_private_model_is_found_by_its_own_alias_and_compared() {
    let world = world(
        "[[model]]\nid = \"acme/house-7b\"\nname = \"House 7B\"\nparameters = 7000000000\nopen-weights = true\naliases = [\"house\"]\n\n\
         [[route]]\nprovider = \"acme-cluster\"\nid = \"house\"\nmodel = \"acme/house-7b\"\ncontext = 32768\n\
         [route.rates]\ninput = \"0.02\"\noutput = \"0.02\"\n",
    );
    let page = world.answer(&["compare", "house", "o4-mini", "--data", &data(&world)]);
    assert!(page.starts_with("House 7B vs"), "{page}");
    assert!(page.contains("$21.00"), "1,050M × $0.02");
}

#[test]
fn a_malformed_overlay_names_file_line_and_key() {
    let world = world("[[route]]\nprovider = \"openai\"\nid = \"o4-mini\"\ncontxt = 5\n");
    let said = world.run(&["compare", "o4-mini", "llama-3.2-1b", "--data", &data(&world)]);
    assert_eq!(said.code, 1);
    for part in ["error: cannot use the overlay", "prices.toml", "4", "contxt", "context"] {
        assert!(said.stderr.contains(part), "{part}: {}", said.stderr);
    }
}

#[test]
fn a_route_of_no_known_model_is_refused_with_a_hint() {
    let world = world("[[route]]\nprovider = \"acme\"\nid = \"secret\"\n[route.rates]\ninput = \"1\"\n");
    let said = world.run(&["list", "providers", "--data", &data(&world)]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("add `model = \"lab/model\"`"), "{}", said.stderr);
}

#[test]
fn an_unreadable_folder_is_a_clear_error() {
    let said = World::new().run(&["show", "o4-mini", "--data", "/nonexistent"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.starts_with("error: cannot read the overlay `/nonexistent`\n"), "{}", said.stderr);
}
