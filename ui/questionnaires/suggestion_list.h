#pragma once

#include "ui/questionnaires/answer_editor.h"

#include <QListWidget>

namespace dermis {

/// What typed words may mean, listed below the line and not over it. The line keeps the keyboard and lends
/// its keys.
class SuggestionList : public QListWidget
{
    Q_OBJECT
public:
    using Find = std::function<QList<Suggestion>(const QString &typed)>;

    explicit SuggestionList(Find find, QWidget *parent = nullptr);
    /// Shows what `typed` may mean, or closes.
    void offer(const QString &typed);
    /// Offers to keep the words as they are, with what follows from it.
    void setKeepDetail(const QString &detail) { m_keepDetail = detail; }
    void close();
    /// Up, Down, Enter and Esc while open; true when used.
    bool useKey(const QKeyEvent &event);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void chosen(const dermis::Suggestion &suggestion);
    /// The person keeps the words as typed.
    void kept(const QString &typed);

private:
    void choose(int row);
    Find m_find;
    QString m_keepDetail;
    QString m_typed;
    QList<Suggestion> m_suggestions;
};

} // namespace dermis
