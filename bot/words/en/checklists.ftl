# Checklists
no-such-list = There is no checklist { $code }; see /lists.
