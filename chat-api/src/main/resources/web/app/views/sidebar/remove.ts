/* Deleting needs no question when it can be taken back. */

import type { Conversation } from '../../store/model';
import { text } from '../../text/index';
import { context, visit } from '../context';
import { paths } from '../router';

export function removeWithUndo(conversation: Conversation): void {
  const { router, toasts, announce, focusComposer } = context();
  const route = router.route.value;
  const wasShown = route.kind === 'conversation' && route.id === conversation.id;
  const removal = visit().conversations.remove(conversation.id);
  const said = text.sidebar.removed(conversation.title ?? text.titles.untitled);
  if (wasShown) {
    router.go(paths.home);
  }
  const toast = {
    text: said,
    until: removal.until,
    action: {
      label: text.actions.undo,
      run: () => {
        removal.undo();
        if (wasShown) {
          router.go(paths.conversation(conversation.id));
        }
      },
    },
  };
  toasts.show(toast);
  announce(said);
  focusComposer();
}
