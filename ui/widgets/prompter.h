#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace dermis {

/// A question for a file name.
struct FileQuestion
{
    QString title;
    QString folder;          ///< where to start; empty for the last one
    QString suggestion;      ///< file name to save as
    QStringList nameFilters; ///< "PDF (*.pdf)"
    QString suffix;          ///< added when the person types none
};

/// Asks for files and folders; widgets get one from outside so that tests can answer.
class Prompter
{
public:
    using Answer = std::function<void(const QString &path)>; ///< not called when the person turns away

    virtual ~Prompter() = default;
    virtual void askOpenFile(QWidget *parent, const FileQuestion &question, Answer answer) = 0;
    virtual void askSaveFile(QWidget *parent, const FileQuestion &question, Answer answer) = 0;
    virtual void askFolder(QWidget *parent, const FileQuestion &question, Answer answer) = 0;
};

/// The desktop's own file dialogs.
class DesktopPrompter : public Prompter
{
public:
    void askOpenFile(QWidget *parent, const FileQuestion &question, Answer answer) override;
    void askSaveFile(QWidget *parent, const FileQuestion &question, Answer answer) override;
    void askFolder(QWidget *parent, const FileQuestion &question, Answer answer) override;
};

} // namespace dermis
