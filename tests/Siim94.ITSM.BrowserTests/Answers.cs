namespace Siim94.ITSM.BrowserTests;

/// <summary>Makes a page say, while the server has not answered what was done on it, that nothing on it can be used yet.</summary>
/// <remarks>
/// A person looks at the answer before going on; a test would type into the form that the answer is about to replace. Playwright waits
/// before it clicks or types until an element is enabled, and an element inside <c>aria-disabled</c> is not: so <c>aria-disabled</c> stands
/// on the document while the page connects, from each event sent over the circuit until the server has finished with it, and from each
/// change of address until something is drawn.
/// </remarks>
static class Answers
{
    /// <summary>Runs in every document before its own scripts.</summary>
    /// <param name="delayMilliseconds">Time on the way of all that the page sends over the circuit.</param>
    public static string Script(int delayMilliseconds) =>
        $$"""
            (() => {
                let awaited = 0, isLeaving = false;
                const show = () => {
                    const isBusy = awaited > 0 || isLeaving || document.querySelector('[data-connecting]') !== null;
                    const root = document.documentElement;
                    if (!root || isBusy === root.hasAttribute('aria-disabled')) return;
                    if (isBusy) root.setAttribute('aria-disabled', 'true');
                    else root.removeAttribute('aria-disabled');
                };
                const text = data => typeof data === 'string' ? data : new TextDecoder('latin1').decode(data);
                const count = (data, word) => text(data).split(word).length - 1;
                const add = number => { awaited += number; show(); };
                window.WebSocket = class extends WebSocket {
                    #open = 0;
                    constructor(...args) {
                        super(...args);
                        // This listener is the first: the page puts the answer on the screen after it, within the same task.
                        this.addEventListener('message', ({ data }) => {
                            const number = count(data, 'JS.EndInvokeDotNet'), isDrawn = count(data, 'JS.RenderBatch') > 0;
                            this.#open -= number;
                            setTimeout(() => { isLeaving &&= !isDrawn; add(-number); });
                        });
                        this.addEventListener('close', () => { isLeaving = false; add(-this.#open); this.#open = 0; });
                    }
                    send(data) {
                        const number = count(data, 'BeginInvokeDotNetFromJS');
                        this.#open += number;
                        isLeaving ||= count(data, 'OnLocationChanged') > 0;
                        add(number);
                        {{delayMilliseconds}} ? setTimeout(() => super.send(data), {{delayMilliseconds}}) : super.send(data);
                    }
                };
                new MutationObserver(show).observe(document, {
                    subtree: true, childList: true, attributes: true, attributeFilter: ['data-connecting']
                });
            })();
            """;

    /// <summary>Whether the page has answered everything.</summary>
    public const string HaveCome = "!document.documentElement.hasAttribute('aria-disabled')";
}
