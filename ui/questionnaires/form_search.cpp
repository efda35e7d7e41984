#include "ui/questionnaires/form_search.h"

#include "ui/questionnaires/find_bar.h"

namespace dermis {

FormSearch::FormSearch(FindBar *bar, Find find, QObject *parent)
    : QObject(parent), m_bar(bar), m_find(std::move(find))
{
    connect(m_bar, &FindBar::wordsChanged, this, &FormSearch::find);
    connect(m_bar, &FindBar::stepRequested, this, &FormSearch::step);
    connect(m_bar, &FindBar::closed, this, &FormSearch::close);
}

void FormSearch::begin()
{
    m_bar->begin();
}

void FormSearch::end()
{
    m_bar->hide();
    m_matches.clear();
    m_match = -1;
}

void FormSearch::find(const QString &words)
{
    m_matches = m_find(words);
    m_match = -1;
    step(1);
}

void FormSearch::step(int by)
{
    const int count = static_cast<int>(m_matches.size());
    if (count == 0) {
        Q_EMIT matchShown(std::nullopt);
        return m_bar->setPlace(0, 0);
    }
    m_match = (m_match + by + count) % count;
    Q_EMIT matchShown(m_matches.at(m_match));
    m_bar->setPlace(m_match + 1, count);
}

void FormSearch::close()
{
    const std::optional<AnswerKey> match =
        m_match >= 0 && m_match < m_matches.size() ? std::optional(m_matches.at(m_match)) : std::nullopt;
    m_bar->hide();
    Q_EMIT matchShown(std::nullopt);
    Q_EMIT left(match);
}

} // namespace dermis
