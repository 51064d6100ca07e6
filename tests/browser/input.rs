//! A reader's keyboard and pointer.

use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, TouchActions,
};

use fantoccini::key::Key;

use crate::engine::Browser;

impl Browser {
    /// Presses keys one after the other, wherever the focus is.
    pub async fn keys(&self, keys: &str) {
        let mut actions = KeyActions::new("keyboard".into());
        for key in keys.chars() {
            actions = actions.then(KeyAction::Down { value: key }).then(KeyAction::Up { value: key });
        }
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Goes back with Shift and Tab to the place that the keyboard came from.
    pub async fn back(&self) {
        let actions = KeyActions::new("keyboard".into())
            .then(KeyAction::Down { value: Key::Shift.into() })
            .then(KeyAction::Down { value: Key::Tab.into() })
            .then(KeyAction::Up { value: Key::Tab.into() })
            .then(KeyAction::Up { value: Key::Shift.into() });
        self.client.perform_actions(actions).await.unwrap();
    }

    /// Moves the pointer to a place in the viewport.
    pub async fn move_to(&self, x: f64, y: f64) {
        let at = PointerAction::MoveTo { duration: None, x, y };
        self.client.perform_actions(MouseActions::new("mouse".into()).then(at)).await.unwrap();
    }

    /// Puts a finger on a place in the viewport, and takes it off again.
    pub async fn finger(&self, x: f64, y: f64) {
        let finger = TouchActions::new("finger".into())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(finger).await.unwrap();
    }

    /// Moves the pointer to a place in the viewport and clicks there.
    pub async fn click(&self, x: f64, y: f64) {
        let mouse = MouseActions::new("mouse".into())
            .then(PointerAction::MoveTo { duration: None, x, y })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
            .then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(mouse).await.unwrap();
    }
}
