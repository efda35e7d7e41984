#pragma once

#include "core/questionnaires/response.h"

#include <QObject>

#include <functional>

namespace dermis {

class FindBar;

/// Looks for words within a form, by its bar; the page shows the matches.
class FormSearch : public QObject
{
    Q_OBJECT
public:
    using Find = std::function<QList<AnswerKey>(const QString &words)>;
    FormSearch(FindBar *bar, Find find, QObject *parent = nullptr);
    void begin();
    /// Without going anywhere.
    void end();

Q_SIGNALS:
    /// Show this question without giving it the keyboard; nothing: none.
    void matchShown(const std::optional<dermis::AnswerKey> &key);
    /// The search is over: the keyboard goes to the match, or back to the questions.
    void left(const std::optional<dermis::AnswerKey> &key);

private:
    void find(const QString &words);
    void step(int by);
    void close();

    FindBar *m_bar;
    Find m_find;
    QList<AnswerKey> m_matches;
    int m_match = -1;
};

} // namespace dermis
